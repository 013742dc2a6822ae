package org.vmc.lab.xenapi.seed;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Hosts of a fresh pool, each with its metrics, CPUs, control domain, PIF and PBD. */
final class HostSeed {

    private static final int CPUS = 4;
    private static final long CONTROL_DOMAIN_BYTES = 512L << 20;

    private final Store store;
    private final HostMemory memory;
    private final MacAddresses macs;
    private final Instant now;

    HostSeed(Store store, HostMemory memory, MacAddresses macs, Instant now) {
        this.store = store;
        this.memory = memory;
        this.macs = macs;
        this.now = now;
    }

    Ref add(int number, long memoryBytes, Ref sr, Ref network) {
        var metrics = store.insert(
                "host_metrics",
                Map.of(
                        "memory_total", Value.of(memoryBytes),
                        "memory_free", Value.of(memoryBytes),
                        "live", Value.of(true),
                        "last_updated", Value.of(now)));
        var host = store.insert("host", fields("h" + number, address(number), metrics, sr));
        for (int cpu = 0; cpu < CPUS; cpu++) {
            cpu(host, cpu);
        }
        store.insert(
                "PBD",
                Map.of(
                        "host", host.value(),
                        "SR", sr.value(),
                        "device_config", Value.ofTexts(Map.of("server", "10.77.0.1", "serverpath", "/lab")),
                        "currently_attached", Value.of(true)));
        pif(host, network, address(number));
        var controlDomain = controlDomain(host, number);
        store.set("host", host, "control_domain", controlDomain.value());
        memory.claim(store.row("VM", controlDomain), host);
        return host;
    }

    static Map<String, String> cpuInfo() {
        var info = new LinkedHashMap<String, String>();
        info.put("cpu_count", Integer.toString(CPUS));
        info.put("socket_count", "1");
        info.put("threads_per_core", "1");
        info.put("nr_nodes", "1");
        info.put("vendor", "GenuineIntel");
        info.put("speed", "2400.000");
        info.put("modelname", "Lab CPU @ 2.40GHz");
        info.put("family", "6");
        info.put("model", "63");
        info.put("stepping", "2");
        info.put(
                "flags",
                "fpu de tsc msr pae mce cx8 apic sep mca cmov pat clflush mmx fxsr sse sse2 ht syscall nx lm vmx");
        info.put("features_pv", "1fc9cbf5-f6f83203-2991cbf5-00000023-00000001-00000329");
        info.put("features_hvm", "1fcbfbff-f7fa3223-2d93fbff-00000423-00000001-000007ab");
        return info;
    }

    private static String address(int number) {
        return "10.77.0." + (10 + number);
    }

    private static Map<String, Value> fields(String name, String address, Ref metrics, Ref sr) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("name_label", Value.of(name));
        fields.put("hostname", Value.of(name));
        fields.put("address", Value.of(address));
        fields.put("metrics", metrics.value());
        fields.put("enabled", Value.of(true));
        fields.put("API_version_major", Value.of(2));
        fields.put("API_version_minor", Value.of(21));
        fields.put("API_version_vendor", Value.of("XenSource"));
        fields.put("software_version", Value.ofTexts(softwareVersion(name)));
        fields.put("capabilities", Value.ofTexts(List.of("xen-3.0-x86_64", "hvm-3.0-x86_32", "hvm-3.0-x86_64")));
        fields.put("cpu_info", Value.ofTexts(cpuInfo()));
        fields.put("sched_policy", Value.of("credit"));
        fields.put("supported_bootloaders", Value.ofTexts(List.of("pygrub", "eliloader")));
        fields.put("suspend_image_sr", sr.value());
        fields.put("crash_dump_sr", sr.value());
        fields.put("edition", Value.of("xcp-ng"));
        fields.put(
                "allowed_operations",
                Value.ofTexts(List.of("vm_migrate", "provision", "vm_resume", "evacuate", "vm_start")));
        fields.put(
                "virtual_hardware_platform_versions", new Value.Items(List.of(Value.of(0), Value.of(1), Value.of(2))));
        return fields;
    }

    private static Map<String, String> softwareVersion(String name) {
        var version = new LinkedHashMap<String, String>();
        version.put("product_version", "8.3.0");
        version.put("product_version_text", "8.3");
        version.put("product_brand", "XCP-ng");
        version.put("platform_name", "XCP");
        version.put("platform_version", "3.4.0");
        version.put("xapi", "24.39");
        version.put("xen", "4.17.5");
        version.put("linux", "4.19.0");
        version.put("network_backend", "openvswitch");
        version.put("build_number", "lab");
        version.put("hostname", name);
        return version;
    }

    private void cpu(Ref host, int number) {
        store.insert(
                "host_cpu",
                Map.of(
                        "host", host.value(),
                        "number", Value.of(number),
                        "vendor", Value.of("GenuineIntel"),
                        "speed", Value.of(2400),
                        "modelname", Value.of(cpuInfo().getOrDefault("modelname", "")),
                        "flags", Value.of(cpuInfo().getOrDefault("flags", ""))));
    }

    private void pif(Ref host, Ref network, String address) {
        var metrics = store.insert(
                "PIF_metrics", Map.of("carrier", Value.of(true), "speed", Value.of(1000), "duplex", Value.of(true)));
        store.insert(
                "PIF",
                Map.ofEntries(
                        Map.entry("device", Value.of("eth0")),
                        Map.entry("network", network.value()),
                        Map.entry("host", host.value()),
                        Map.entry("MAC", Value.of(macs.next())),
                        Map.entry("MTU", Value.of(1500)),
                        Map.entry("VLAN", Value.of(-1)),
                        Map.entry("metrics", metrics.value()),
                        Map.entry("physical", Value.of(true)),
                        Map.entry("currently_attached", Value.of(true)),
                        Map.entry("ip_configuration_mode", Value.of("Static")),
                        Map.entry("IP", Value.of(address)),
                        Map.entry("netmask", Value.of("255.255.0.0")),
                        Map.entry("gateway", Value.of("10.77.0.1")),
                        Map.entry("management", Value.of(true))));
    }

    private Ref controlDomain(Ref host, int number) {
        var bytes = Value.of(CONTROL_DOMAIN_BYTES);
        var metrics = store.insert(
                "VM_metrics",
                Map.of("memory_actual", bytes, "VCPUs_number", Value.of(CPUS), "start_time", Value.of(now)));
        return store.insert(
                "VM",
                Map.ofEntries(
                        Map.entry("name_label", Value.of("Control domain on host: h" + number)),
                        Map.entry("power_state", Value.of("Running")),
                        Map.entry("is_control_domain", Value.of(true)),
                        Map.entry("resident_on", host.value()),
                        Map.entry("affinity", host.value()),
                        Map.entry("domid", Value.of(0)),
                        Map.entry("domain_type", Value.of("pv")),
                        Map.entry("memory_static_max", bytes),
                        Map.entry("memory_dynamic_max", bytes),
                        Map.entry("memory_dynamic_min", bytes),
                        Map.entry("memory_static_min", bytes),
                        Map.entry("memory_target", bytes),
                        Map.entry("VCPUs_max", Value.of(CPUS)),
                        Map.entry("VCPUs_at_startup", Value.of(CPUS)),
                        Map.entry("metrics", metrics.value())));
    }
}
