package org.vmc.vm.inventory;

import org.vmc.vm.xen.XenHost;

/**
 * How a host says that somebody works on it. A host enables itself when it has booted, so that it is disabled says too
 * little; the mark stays until it is taken off.
 */
public final class MaintenanceMark {

    /** Note of a host under maintenance: the operation that emptied it. */
    public static final String NOTE = "vmc:maintenance";

    private MaintenanceMark() {}

    /** Whether the host bears it. */
    public static boolean isOn(XenHost host) {
        return host.otherConfig().containsKey(NOTE);
    }
}
