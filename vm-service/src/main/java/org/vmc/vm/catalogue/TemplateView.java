package org.vmc.vm.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.ObservedTemplate;
import org.vmc.vm.xen.XenBoot;

/**
 * A template as shown to users.
 *
 * @param id the pool's uuid of it
 * @param memoryMib what a clone has before a type is applied, as {@code vcpus}
 * @param bootMode {@code HVM}, {@code PV}, {@code PVH} or {@code PV_IN_PVH}; an HVM whose guest has Xen's drivers is
 *     what is called PVHVM, which XenAPI does not tell apart before it runs
 * @param bootParameters the kernel's for a PV, the order of devices for an HVM; empty when the pool says nothing
 * @param bootFields the same as XenAPI has it
 * @param disks what a clone gets
 * @param role what a clone is for unless somebody says otherwise
 * @param toolchain the compiler in it, from the note {@code vmc:toolchain} of the template
 * @param madeHere whether somebody made it out of a VM of ours, who can delete it again
 * @param owner who that was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TemplateView(
        String id,
        String name,
        String pool,
        String description,
        int vcpus,
        int memoryMib,
        String bootMode,
        String bootParameters,
        Map<String, Object> bootFields,
        List<Disk> disks,
        long diskBytes,
        @Nullable String role,
        @Nullable String toolchain,
        boolean madeHere,
        @Nullable String owner) {

    /** @param name of the template's disk; empty for one that is made for each clone */
    record Disk(String name, long sizeBytes) {}

    static TemplateView of(ObservedTemplate template, List<Disk> disks, @Nullable String role) {
        XenBoot boot = template.boot();
        return new TemplateView(
                template.uuid(),
                template.name(),
                template.pool(),
                template.description(),
                template.vcpus(),
                template.memoryMib(),
                boot.mode(),
                parameters(boot),
                Map.of(
                        "domain_type", boot.domainType(),
                        "HVM_boot_policy", boot.hvmPolicy(),
                        "HVM_boot_params", boot.hvmParams(),
                        "PV_bootloader", boot.pvBootloader(),
                        "PV_kernel", boot.pvKernel(),
                        "PV_args", boot.pvArgs()),
                disks,
                disks.stream().mapToLong(Disk::sizeBytes).sum(),
                role,
                template.toolchain(),
                template.owner() != null,
                template.owner());
    }

    private static String parameters(XenBoot boot) {
        if (!boot.hvm()) {
            return boot.pvArgs();
        }
        return boot.hvmParams().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining(" "));
    }
}
