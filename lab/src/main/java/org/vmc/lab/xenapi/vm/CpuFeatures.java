package org.vmc.lab.xenapi.vm;

import java.util.Map;
import java.util.Optional;

/**
 * What a VM found when it booted. It may go on only where all of that is there.
 *
 * @param vendor vendor of the CPU; empty when the VM never booted
 * @param features sets of bits as hexadecimal words, joined by hyphens
 */
record CpuFeatures(String vendor, String features) {

    private static final String HEXADECIMAL = "[0-9a-fA-F]{1,8}";

    /** What a host offers, from its {@code cpu_info}. */
    static CpuFeatures ofHost(Map<String, String> cpuInfo) {
        return new CpuFeatures(
                cpuInfo.getOrDefault("vendor", ""),
                cpuInfo.getOrDefault("features_hvm", cpuInfo.getOrDefault("features", "")));
    }

    /** What a VM found, from its {@code last_boot_CPU_flags}. */
    static CpuFeatures ofVm(Map<String, String> flags) {
        return new CpuFeatures(flags.getOrDefault("vendor", ""), flags.getOrDefault("features", ""));
    }

    /** As {@code last_boot_CPU_flags} has it. */
    Map<String, String> flags() {
        return Map.of("vendor", vendor, "features", features);
    }

    /** Why a VM that booted with these cannot go on with others, if so. */
    Optional<String> missingIn(CpuFeatures host) {
        if (vendor.isEmpty()) {
            return Optional.empty();
        }
        if (!vendor.equals(host.vendor())) {
            return Optional.of("VM last booted on a host which had a CPU from a different vendor.");
        }
        var wanted = features.split("-");
        var offered = host.features().split("-");
        for (int word = 0; word < wanted.length; word++) {
            long has = word < offered.length ? bits(offered[word]) : 0;
            if ((bits(wanted[word]) & ~has) != 0) {
                return Optional.of("VM last booted on a CPU with features this host's CPU does not have.");
            }
        }
        return Optional.empty();
    }

    private static long bits(String word) {
        return word.matches(HEXADECIMAL) ? Long.parseLong(word, 16) : 0;
    }
}
