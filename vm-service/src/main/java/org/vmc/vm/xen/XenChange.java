package org.vmc.vm.xen;

/** One thing that happened to an object of a pool. */
public sealed interface XenChange {

    /** The object exists and looks like this now; sent for a new object and for a changed one alike. */
    record Seen(XenObject object) implements XenChange {}

    /** The object is gone. */
    record Gone(String reference) implements XenChange {}
}
