package org.vmc.lab.xenapi.seed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vmc.lab.xenapi.store.Row;

/**
 * What may set a host apart from others, so that clients meet pools that do not fit together.
 *
 * @param cpuVendor {@code GenuineIntel} or {@code AuthenticAMD}; another is taken as it is
 * @param productVersion version of the product, as in {@code 8.3.0}
 * @param buildNumber build of the product
 */
public record HostTraits(String cpuVendor, String productVersion, String buildNumber) {

    /** Those of a host nothing is said of. */
    public static final HostTraits USUAL = new HostTraits("GenuineIntel", "8.3.0", "lab");

    private static final String AMD = "AuthenticAMD";
    private static final String FLAGS =
            "fpu de tsc msr pae mce cx8 apic sep mca cmov pat clflush mmx fxsr sse sse2 ht syscall nx lm";

    /** Those of a host that exists. */
    public static HostTraits of(Row host) {
        var version = host.texts("software_version");
        return new HostTraits(
                host.texts("cpu_info").getOrDefault("vendor", USUAL.cpuVendor()),
                version.getOrDefault("product_version", USUAL.productVersion()),
                version.getOrDefault("build_number", USUAL.buildNumber()));
    }

    /** {@code cpu_info} of such a host. */
    Map<String, String> cpuInfo(int cpus) {
        boolean amd = cpuVendor.equals(AMD);
        var info = new LinkedHashMap<String, String>();
        info.put("cpu_count", Integer.toString(cpus));
        info.put("socket_count", "1");
        info.put("threads_per_core", "1");
        info.put("nr_nodes", "1");
        info.put("vendor", cpuVendor);
        info.put("speed", "2400.000");
        info.put("modelname", amd ? "Lab CPU A @ 2.40GHz" : "Lab CPU @ 2.40GHz");
        info.put("family", amd ? "23" : "6");
        info.put("model", amd ? "49" : "63");
        info.put("stepping", amd ? "0" : "2");
        info.put("flags", FLAGS + (amd ? " svm" : " vmx"));
        var pv = amd
                ? "178bfbff-f6d83203-2e500800-040001f3-0000000f-219c01a9"
                : "1fc9cbf5-f6f83203-2991cbf5-00000023-00000001-00000329";
        var hvm = amd
                ? "178bfbff-f7fa3223-2e500800-040007f3-0000000f-219c07a9"
                : "1fcbfbff-f7fa3223-2d93fbff-00000423-00000001-000007ab";
        info.put("features_pv", pv);
        info.put("features_hvm", hvm);
        info.put("features_pv_host", pv);
        info.put("features_hvm_host", hvm);
        return info;
    }
}
