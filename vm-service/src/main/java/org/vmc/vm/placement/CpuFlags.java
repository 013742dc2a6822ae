package org.vmc.vm.placement;

/**
 * What a CPU can do, as XenAPI says it: of a host, what it offers; of a VM, what it found when it booted and cannot do
 * without until it boots again.
 *
 * @param vendor such as {@code GenuineIntel}; empty when unknown
 * @param features sets of bits as hexadecimal words, joined by hyphens; empty when unknown
 */
public record CpuFlags(String vendor, String features) {

    /** Nobody knows, or nothing is needed. */
    public static final CpuFlags UNKNOWN = new CpuFlags("", "");

    /** Whether a VM that needs this can run on such a CPU; what is unknown is left to the pool to refuse. */
    public boolean runsOn(CpuFlags host) {
        boolean sameVendor = vendor.isEmpty() || host.vendor.isEmpty() || vendor.equals(host.vendor);
        return sameVendor && (features.isEmpty() || host.features.isEmpty() || within(host.features));
    }

    private boolean within(String offered) {
        String[] wanted = features.split("-");
        String[] there = offered.split("-");
        for (int i = 0; i < wanted.length; i++) {
            long missing = bits(wanted[i]) & ~(i < there.length ? bits(there[i]) : 0);
            if (missing != 0) {
                return false;
            }
        }
        return true;
    }

    /** A word that is no number says nothing. */
    private static long bits(String word) {
        try {
            return Long.parseUnsignedLong(word, 16);
        } catch (NumberFormatException unknown) {
            return 0;
        }
    }
}
