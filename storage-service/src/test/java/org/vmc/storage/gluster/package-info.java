@NullMarked
package org.vmc.storage.gluster;

import org.jspecify.annotations.NullMarked;
