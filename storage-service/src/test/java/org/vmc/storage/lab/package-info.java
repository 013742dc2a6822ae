/** Storage on real GlusterFS: four hosts of the lab. Skipped where the lab cannot run. */
@NullMarked
package org.vmc.storage.lab;

import org.jspecify.annotations.NullMarked;
