package org.vmc.vm.pools;

import java.time.Duration;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.XenHost;

/**
 * A pool as one of the two that a preflight compares.
 *
 * @param coordinator what the pool says of it
 * @param ahead how far the coordinator's clock is before ours; negative when it is behind
 */
record JoinSide(PoolSnapshot pool, XenHost coordinator, Duration ahead) {}
