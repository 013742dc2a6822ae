package org.vmc.vm.xen;

import java.util.Map;

/**
 * A host of a pool.
 *
 * @param address address of its management interface
 * @param enabled whether it accepts new VMs
 * @param cpus physical CPUs it reports
 * @param metricsRef reference of its {@link XenHostMetrics}
 */
public record XenHost(
        HostRef ref,
        String uuid,
        String name,
        String address,
        boolean enabled,
        int cpus,
        long memoryOverheadBytes,
        String metricsRef,
        Map<String, String> softwareVersion)
        implements XenObject {

    static XenHost from(String ref, Fields fields) {
        String cpus = fields.map("cpu_info").getOrDefault("cpu_count", "0");
        return new XenHost(
                new HostRef(ref),
                fields.text("uuid"),
                fields.text("name_label"),
                fields.text("address"),
                fields.flag("enabled"),
                Integer.parseInt(cpus),
                fields.number("memory_overhead"),
                fields.ref("metrics"),
                fields.map("software_version"));
    }

    @Override
    public String reference() {
        return ref.value();
    }
}
