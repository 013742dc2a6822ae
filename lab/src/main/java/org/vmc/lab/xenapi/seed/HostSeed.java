package org.vmc.lab.xenapi.seed;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.host.HostTimes;
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

    Ref add(NewHost wanted, Ref sr, Ref network) {
        var memoryBytes = wanted.memoryBytes();
        var metrics = store.insert(
                "host_metrics",
                Map.of(
                        "memory_total", Value.of(memoryBytes),
                        "memory_free", Value.of(memoryBytes),
                        "live", Value.of(true),
                        "last_updated", Value.of(now)));
        var host = store.insert("host", fields(wanted, metrics, sr));
        store.set("host", host, "other_config", HostTimes.booted(store.row("host", host), now));
        for (int cpu = 0; cpu < CPUS; cpu++) {
            cpu(host, cpu, wanted.traits().cpuInfo(CPUS));
        }
        connect(host, sr);
        pif(host, network, wanted.address());
        var controlDomain = controlDomain(host, wanted.name());
        store.set("host", host, "control_domain", controlDomain.value());
        memory.claim(store.row("VM", controlDomain), host);
        return host;
    }

    /** Gives a host access to an SR. */
    private void connect(Ref host, Ref sr) {
        var shared = store.row("SR", sr).flag("shared");
        store.insert(
                "PBD",
                Map.of(
                        "host", host.value(),
                        "SR", sr.value(),
                        "device_config",
                                Value.ofTexts(
                                        shared
                                                ? Map.of("server", "10.77.0.1", "serverpath", "/lab")
                                                : Map.of("device", "/dev/sda3")),
                        "currently_attached", Value.of(true)));
    }

    private static Map<String, Value> fields(NewHost wanted, Ref metrics, Ref sr) {
        var name = wanted.name();
        var fields = new LinkedHashMap<String, Value>();
        fields.put("name_label", Value.of(name));
        fields.put("hostname", Value.of(name));
        fields.put("address", Value.of(wanted.address()));
        fields.put("metrics", metrics.value());
        fields.put("enabled", Value.of(true));
        fields.put("API_version_major", Value.of(2));
        fields.put("API_version_minor", Value.of(21));
        fields.put("API_version_vendor", Value.of("XenSource"));
        fields.put("software_version", Value.ofTexts(softwareVersion(wanted)));
        fields.put("capabilities", Value.ofTexts(List.of("xen-3.0-x86_64", "hvm-3.0-x86_32", "hvm-3.0-x86_64")));
        fields.put("cpu_info", Value.ofTexts(wanted.traits().cpuInfo(CPUS)));
        fields.put("sched_policy", Value.of("credit"));
        fields.put("supported_bootloaders", Value.ofTexts(List.of("pygrub", "eliloader")));
        fields.put("suspend_image_sr", sr.value());
        fields.put("crash_dump_sr", sr.value());
        fields.put("edition", Value.of("xcp-ng"));
        fields.put(
                "allowed_operations",
                Value.ofTexts(List.of("vm_migrate", "provision", "vm_resume", "evacuate", "vm_start")));
        fields.put("API_version_vendor_implementation", Value.NO_FIELDS);
        fields.put("license_params", Value.ofTexts(Map.of("sku_type", "xcp-ng", "expiry", "20990101T00:00:00Z")));
        fields.put("bios_strings", Value.ofTexts(Map.of("bios-vendor", "Lab", "system-manufacturer", "Lab")));
        fields.put(
                "virtual_hardware_platform_versions", new Value.Items(List.of(Value.of(0), Value.of(1), Value.of(2))));
        return fields;
    }

    private static Map<String, String> softwareVersion(NewHost wanted) {
        var productVersion = wanted.traits().productVersion();
        var version = new LinkedHashMap<String, String>();
        version.put("product_version", productVersion);
        version.put("product_version_text", productVersion.replaceFirst("\\.\\d+$", ""));
        version.put("product_brand", "XCP-ng");
        version.put("platform_name", "XCP");
        version.put("platform_version", "3.4.0");
        version.put("xapi", "24.39");
        version.put("xen", "4.17.5");
        version.put("linux", "4.19.0");
        version.put("network_backend", "openvswitch");
        version.put("build_number", wanted.traits().buildNumber());
        version.put("hostname", wanted.name());
        return version;
    }

    private void cpu(Ref host, int number, Map<String, String> info) {
        store.insert(
                "host_cpu",
                Map.of(
                        "host", host.value(),
                        "number", Value.of(number),
                        "vendor", Value.of(info.getOrDefault("vendor", "")),
                        "speed", Value.of(2400),
                        "modelname", Value.of(info.getOrDefault("modelname", "")),
                        "family", Value.of(Long.parseLong(info.getOrDefault("family", "0"))),
                        "model", Value.of(Long.parseLong(info.getOrDefault("model", "0"))),
                        "stepping", Value.of(info.getOrDefault("stepping", "")),
                        "flags", Value.of(info.getOrDefault("flags", "")),
                        "features", Value.of(info.getOrDefault("features_hvm", ""))));
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

    private Ref controlDomain(Ref host, String name) {
        var bytes = Value.of(CONTROL_DOMAIN_BYTES);
        var metrics = store.insert(
                "VM_metrics",
                Map.of("memory_actual", bytes, "VCPUs_number", Value.of(CPUS), "start_time", Value.of(now)));
        return store.insert(
                "VM",
                Map.ofEntries(
                        Map.entry("name_label", Value.of("Control domain on host: " + name)),
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
