/**
 * What the pools last said: VMs, hosts, templates and storage, each pool with the time it was last heard.
 *
 * <p>It is a cache and says so: {@link org.vmc.vm.inventory.PoolSnapshot#observedAt} is the age of everything in a
 * snapshot. Whoever must be sure asks the pool itself. Changes of VMs are announced as CDI events
 * ({@link org.vmc.vm.inventory.VmObservation}) on the thread of the pool's event loop; an observer that throws makes
 * the loop read the pool from the start again, so no change is missed for good. After such a reading, the first one of
 * a process included, {@link org.vmc.vm.inventory.VmObservation.Complete} tells observers that keep records of their
 * own what is gone without having been seen going.
 */
@NullMarked
package org.vmc.vm.inventory;

import org.jspecify.annotations.NullMarked;
