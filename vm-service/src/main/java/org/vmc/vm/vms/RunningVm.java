package org.vmc.vm.vms;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.placement.Demand;

/**
 * A VM that runs somewhere, ours or not, as far as moving it goes.
 *
 * @param id ours, or the pool's uuid of one that is none of ours
 * @param xenUuid the pool's uuid of it
 * @param ours whether it belongs to somebody here
 * @param hostUuid host it runs on
 * @param demand what it needs of any host
 * @param apartFrom the request whose other VMs must not be on one host with it, if any
 * @param stuck why it cannot move, in a sentence; null when it can
 */
public record RunningVm(
        UUID id,
        String name,
        String xenUuid,
        boolean ours,
        String hostUuid,
        Demand demand,
        @Nullable UUID apartFrom,
        @Nullable String stuck) {}
