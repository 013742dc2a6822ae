package org.vmc.vm.xen;

import java.util.Map;
import java.util.Optional;

/**
 * What the tools inside a guest report.
 *
 * @param toolsDetected whether the guest's drivers and tools run
 * @param networks addresses by interface, {@code 0/ip} the first of the first
 */
public record XenGuestMetrics(String reference, boolean toolsDetected, Map<String, String> networks)
        implements XenObject {

    static XenGuestMetrics from(String ref, Fields fields) {
        return new XenGuestMetrics(ref, fields.flag("PV_drivers_detected"), fields.map("networks"));
    }

    /** The first IPv4 address of the first interface. Old tools report {@code 0/ip}, new ones {@code 0/ipv4/0}. */
    public Optional<String> address() {
        return Optional.ofNullable(networks.getOrDefault("0/ip", networks.get("0/ipv4/0")))
                .filter(address -> !address.isBlank());
    }
}
