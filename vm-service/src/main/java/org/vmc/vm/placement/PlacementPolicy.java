package org.vmc.vm.placement;

/** What a host is preferred for, among those that can take a VM. */
public enum PlacementPolicy {
    /** Where least presses what the VM presses, then where most memory is free: good for speed. */
    SPREAD,
    /** Where least memory would be left over: fewer hosts are used, and the others can be switched off. */
    PACK
}
