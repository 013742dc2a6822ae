package org.vmc.lab.xenapi.vm;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Snapshots, which have the disks of a VM, and checkpoints, which have its memory too. */
final class VmSnapshots {

    private final Store store;
    private final VmClaims claims;
    private final VmDuplicates duplicates;
    private final SuspendImages images;
    private final Disks disks;
    private final GuestRuntime guests;
    private final InstantSource clock;

    VmSnapshots(VmContext context, VmDuplicates duplicates, SuspendImages images, Disks disks) {
        this.store = context.store();
        this.claims = context.claims();
        this.guests = context.guests();
        this.clock = context.clock();
        this.duplicates = duplicates;
        this.images = images;
        this.disks = disks;
    }

    void register(Handlers handlers) {
        handlers.on("VM.snapshot", this::snapshot).on("VM.checkpoint", this::checkpoint);
    }

    private Value snapshot(Invocation in) throws InterruptedException {
        var vm = in.ref("vm");
        try (var claim = claims.begin(VmOperation.SNAPSHOT, vm, in.call())) {
            return take(in, TimedOperation.SNAPSHOT, fields -> {}).value();
        }
    }

    /** The guest stands still while its memory and its disks are copied, and goes on afterwards. */
    private Value checkpoint(Invocation in) throws InterruptedException {
        var vm = in.ref("vm");
        try (var claim = claims.begin(VmOperation.CHECKPOINT, vm, in.call())) {
            var row = store.row("VM", vm);
            var runs = PowerState.of(row) == PowerState.RUNNING;
            if (runs) {
                changeGuest(row, guests::pause, "VM_CHECKPOINT_SUSPEND_FAILED");
            }
            try {
                return checkpointOf(in, row).value();
            } finally {
                if (runs) {
                    changeGuest(row, guests::resume, "VM_CHECKPOINT_RESUME_FAILED");
                }
            }
        }
    }

    private Ref checkpointOf(Invocation in, Row vm) throws InterruptedException {
        var image = PowerState.of(vm) == PowerState.SUSPENDED ? images.copyOf(vm) : images.create(vm);
        var done = false;
        try {
            var checkpoint = take(in, TimedOperation.CHECKPOINT, fields -> {
                fields.put("power_state", PowerState.SUSPENDED.value());
                fields.put("suspend_VDI", image.value());
            });
            done = true;
            return checkpoint;
        } finally {
            if (!done) {
                disks.discard(image);
            }
        }
    }

    private Ref take(Invocation in, TimedOperation time, Consumer<Map<String, Value>> own) throws InterruptedException {
        var vm = in.ref("vm");
        var ignored = in.message().name().equals("snapshot") ? ignored(in) : Set.<Ref>of();
        var plan = new VmDuplicates.Plan(vm, disks::snapshotOf, ignored, time);
        return duplicates.withNewDisks(
                plan,
                in.call(),
                newDisks -> store.write(() -> {
                    var source = store.row("VM", vm);
                    var snapshot = duplicates.insert(source, in.text("new_name"), newDisks, fields -> {
                        fields.put("is_a_snapshot", Value.of(true));
                        fields.put("is_a_template", Value.of(true));
                        fields.put("snapshot_of", vm.value());
                        fields.put("snapshot_time", Value.of(clock.instant()));
                        fields.put("snapshot_info", Value.ofTexts(info(source)));
                        fields.put("parent", source.get("parent"));
                        own.accept(fields);
                    });
                    store.set("VM", vm, "parent", snapshot.value());
                    return snapshot;
                }));
    }

    private static Set<Ref> ignored(Invocation in) {
        return in.optional("ignore_vdis").isEmpty()
                ? Set.of()
                : in.items("ignore_vdis").stream().map(Ref::new).collect(Collectors.toSet());
    }

    private static Map<String, String> info(Row source) {
        return Map.of("power-state-at-snapshot", source.text("power_state"), "disk-snapshot-type", "crash_consistent");
    }

    private static void changeGuest(Row vm, Consumer<UUID> change, String refusal) {
        try {
            change.accept(UUID.fromString(vm.uuid()));
        } catch (GuestFailure failed) {
            throw new XapiError(refusal, vm.ref().text());
        }
    }
}
