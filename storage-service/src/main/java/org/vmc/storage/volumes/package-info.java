/**
 * Volumes: planned from a storage class and a size, made, started, stopped, checked through a real mount, deleted. What
 * Gluster says of them is a cache with the time it was observed.
 */
@NullMarked
package org.vmc.storage.volumes;

import org.jspecify.annotations.NullMarked;
