package org.vmc.vm.xen;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A VM, template, snapshot or control domain.
 *
 * @param powerState as the pool sent it, {@code Running}, {@code Halted}, {@code Suspended} or {@code Paused} today
 * @param residentOn host it runs on, null when it does not run
 * @param scheduledOn host it is being started on or migrated to, null otherwise
 * @param domid number of its domain on its host; another one after every start, reboot and migration, -1 while it has
 *     none
 * @param snapshotOf the VM a snapshot was taken of, null for anything else and when that VM is gone
 * @param snapshotAt when a snapshot was taken, null for anything else
 * @param vcpusParams how its VCPUs are scheduled; {@code weight} among them
 * @param guestMetricsRef reference of its guest metrics, null while no guest has reported
 * @param currentOperations operations under way on it, by task
 * @param allowedOperations operations the pool accepts now
 * @param bootCpuFlags vendor and features of the CPU it found when it last booted
 */
public record XenVm(
        VmRef ref,
        String uuid,
        String name,
        String description,
        String powerState,
        boolean template,
        boolean defaultTemplate,
        boolean snapshot,
        @Nullable VmRef snapshotOf,
        @Nullable Instant snapshotAt,
        boolean controlDomain,
        @Nullable HostRef residentOn,
        @Nullable HostRef scheduledOn,
        long domid,
        long memoryStaticMaxBytes,
        long memoryDynamicMaxBytes,
        long memoryOverheadBytes,
        int vcpus,
        Map<String, String> vcpusParams,
        XenBoot boot,
        Map<String, String> otherConfig,
        Map<String, String> xenstoreData,
        @Nullable String guestMetricsRef,
        Map<String, String> currentOperations,
        List<String> allowedOperations,
        Map<String, String> bootCpuFlags)
        implements XenObject {

    /** Key of the weight in {@link #vcpusParams}; from 1 to 65535, 256 for a VM without one. */
    public static final String VCPUS_WEIGHT = "weight";

    static XenVm from(String ref, Fields fields) {
        boolean snapshot = fields.flag("is_a_snapshot");
        return new XenVm(
                new VmRef(ref),
                fields.text("uuid"),
                fields.text("name_label"),
                fields.text("name_description"),
                fields.text("power_state"),
                fields.flag("is_a_template"),
                fields.flag("is_default_template"),
                snapshot,
                snapshot ? vm(fields.ref("snapshot_of")) : null,
                snapshot ? fields.instant("snapshot_time") : null,
                fields.flag("is_control_domain"),
                host(fields.ref("resident_on")),
                host(fields.ref("scheduled_to_be_resident_on")),
                fields.number("domid"),
                fields.number("memory_static_max"),
                fields.number("memory_dynamic_max"),
                fields.number("memory_overhead"),
                Math.toIntExact(fields.number("VCPUs_at_startup")),
                fields.map("VCPUs_params"),
                XenBoot.from(fields),
                fields.map("other_config"),
                fields.map("xenstore_data"),
                refOrNull(fields, "guest_metrics"),
                fields.map("current_operations"),
                fields.texts("allowed_operations"),
                fields.map("last_boot_CPU_flags"));
    }

    @Override
    public String reference() {
        return ref.value();
    }

    public boolean running() {
        return powerState.equals("Running");
    }

    public boolean halted() {
        return powerState.equals("Halted");
    }

    /** The weight of its VCPUs against those of others on its host; empty when it has none of its own. */
    public Optional<String> vcpusWeight() {
        return Optional.ofNullable(vcpusParams.get(VCPUS_WEIGHT));
    }

    /** Whether some operation is under way on it. */
    public boolean busy() {
        return !currentOperations.isEmpty();
    }

    /** Whether it runs on this host or is on its way there. */
    public boolean claims(HostRef host) {
        return host.equals(residentOn) || host.equals(scheduledOn);
    }

    private static @Nullable VmRef vm(String ref) {
        return ref.isEmpty() ? null : new VmRef(ref);
    }

    private static @Nullable HostRef host(String ref) {
        return ref.isEmpty() ? null : new HostRef(ref);
    }

    private static @Nullable String refOrNull(Fields fields, String name) {
        String ref = fields.ref(name);
        return ref.isEmpty() ? null : ref;
    }
}
