package org.vmc.vm.xen;

import java.util.Locale;
import java.util.Map;

/**
 * How a VM or template boots, as its pool keeps it.
 *
 * @param domainType {@code hvm}, {@code pv}, {@code pvh} or {@code pv_in_pvh}; {@code unspecified} or empty in pools
 *     that do not say
 * @param hvmPolicy {@code BIOS order} for one that boots as a PC does, otherwise empty
 * @param hvmParams such as {@code order}: {@code cdn} is disk, then CD, then network
 * @param pvBootloader what reads the kernel from the guest's disk, such as {@code pygrub}
 * @param pvKernel kernel in the control domain; usually empty
 * @param pvArgs parameters of the kernel
 */
public record XenBoot(
        String domainType,
        String hvmPolicy,
        Map<String, String> hvmParams,
        String pvBootloader,
        String pvKernel,
        String pvArgs) {

    /** Under this key of the boot parameters of an HVM the pool keeps the order of devices. */
    public static final String ORDER = "order";

    static XenBoot from(Fields fields) {
        return new XenBoot(
                fields.text("domain_type"),
                fields.text("HVM_boot_policy"),
                fields.map("HVM_boot_params"),
                fields.text("PV_bootloader"),
                fields.text("PV_kernel"),
                fields.text("PV_args"));
    }

    /** Whether it boots as a PC does; a pool that gives no domain type means this by having a policy. */
    public boolean hvm() {
        return domainType.isEmpty() || domainType.equals("unspecified")
                ? !hvmPolicy.isEmpty()
                : domainType.equals("hvm");
    }

    /** {@code HVM}, {@code PV}, {@code PVH} or {@code PV_IN_PVH}. */
    public String mode() {
        if (hvm()) {
            return "HVM";
        }
        return domainType.startsWith("pv") ? domainType.toUpperCase(Locale.ROOT) : "PV";
    }
}
