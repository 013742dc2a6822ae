package org.vmc.vm.xen;

import java.util.List;
import java.util.Map;

/**
 * A host of a pool.
 *
 * @param address address of its management interface
 * @param enabled whether it accepts new VMs
 * @param cpus physical CPUs it reports
 * @param metricsRef reference of its {@link XenHostMetrics}
 * @param cpuInfo vendor, flags and the like of its CPUs
 * @param capabilities kinds of guests it can run, such as {@code hvm-3.0-x86_64}
 * @param licenseParams what its edition allows, such as {@code restrict_pool_size}
 * @param otherConfig notes clients keep with it
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
        Map<String, String> softwareVersion,
        Map<String, String> cpuInfo,
        List<String> capabilities,
        Map<String, String> licenseParams,
        Map<String, String> otherConfig)
        implements XenObject {

    private static final String BOOT_TIME = "boot_time";

    static XenHost from(String ref, Fields fields) {
        Map<String, String> cpuInfo = fields.map("cpu_info");
        String cpus = cpuInfo.getOrDefault("cpu_count", "0");
        return new XenHost(
                new HostRef(ref),
                fields.text("uuid"),
                fields.text("name_label"),
                fields.text("address"),
                fields.flag("enabled"),
                Integer.parseInt(cpus),
                fields.number("memory_overhead"),
                fields.ref("metrics"),
                fields.map("software_version"),
                cpuInfo,
                fields.texts("capabilities"),
                fields.map("license_params"),
                fields.map("other_config"));
    }

    /** When it booted, as the pool writes it; another text after every boot, empty when the pool does not say. */
    public String bootTime() {
        return otherConfig.getOrDefault(BOOT_TIME, "");
    }

    @Override
    public String reference() {
        return ref.value();
    }
}
