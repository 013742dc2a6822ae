/** GlusterFS storage for the cluster: peers, volumes made from storage classes, and proof that they hold files. */
@NullMarked
package org.vmc.storage;

import org.jspecify.annotations.NullMarked;
