package org.vmc.vm.xen;

/** An object of a pool as the pool described it at one moment. */
public sealed interface XenObject
        permits XenVm, XenHost, XenHostMetrics, XenGuestMetrics, XenStorage, XenPbd, XenVbd, XenVdi, XenPoolRecord {

    /** Reference of the object in its pool. */
    String reference();
}
