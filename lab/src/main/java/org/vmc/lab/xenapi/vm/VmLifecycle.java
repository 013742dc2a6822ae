package org.vmc.lab.xenapi.vm;

import java.util.Optional;
import java.util.UUID;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.guests.GuestState;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.task.TimedOperation;

/** Start, stop, pause, suspend: what moves a VM between power states. */
final class VmLifecycle {

    private final Store store;
    private final VmClaims claims;
    private final VmRecords records;
    private final HostMemory memory;
    private final GuestRuntime guests;
    private final Placement placement;
    private final SuspendImages images;

    VmLifecycle(VmContext vms, Placement placement, SuspendImages images) {
        this.store = vms.store();
        this.claims = vms.claims();
        this.records = vms.records();
        this.memory = vms.memory();
        this.guests = vms.guests();
        this.placement = placement;
        this.images = images;
    }

    void register(Handlers handlers) {
        handlers.onVoid("VM.start", in -> start(VmOperation.START, in, Optional.empty()))
                .onVoid("VM.start_on", in -> start(VmOperation.START_ON, in, Optional.of(in.ref("host"))))
                .onVoid("VM.resume", in -> resume(VmOperation.RESUME, in, Optional.empty()))
                .onVoid("VM.resume_on", in -> resume(VmOperation.RESUME_ON, in, Optional.of(in.ref("host"))))
                .onVoid("VM.clean_shutdown", in -> stop(VmOperation.CLEAN_SHUTDOWN, TimedOperation.CLEAN_SHUTDOWN, in))
                .onVoid("VM.hard_shutdown", in -> stop(VmOperation.HARD_SHUTDOWN, TimedOperation.HARD_SHUTDOWN, in))
                .onVoid("VM.shutdown", this::shutdown)
                .onVoid("VM.clean_reboot", in -> reboot(VmOperation.CLEAN_REBOOT, TimedOperation.CLEAN_REBOOT, in))
                .onVoid("VM.hard_reboot", in -> reboot(VmOperation.HARD_REBOOT, TimedOperation.HARD_REBOOT, in))
                .onVoid("VM.pause", this::pause)
                .onVoid("VM.unpause", this::unpause)
                .onVoid("VM.suspend", this::suspend)
                .onVoid("VM.power_state_reset", this::reset);
    }

    private void start(VmOperation operation, Invocation in, Optional<Ref> on) throws InterruptedException {
        var vm = in.ref("vm");
        var paused = in.flag("start_paused");
        occupy(operation, vm, in.call(), on, TimedOperation.START, (row, host) -> {
            boot(row, host, paused);
            records.booted(vm, host);
            records.live(vm, host, paused ? PowerState.PAUSED : PowerState.RUNNING);
        });
    }

    private void resume(VmOperation operation, Invocation in, Optional<Ref> on) throws InterruptedException {
        var vm = in.ref("vm");
        var paused = in.flag("start_paused");
        occupy(operation, vm, in.call(), on, TimedOperation.RESUME, (row, host) -> {
            goOn(row, host, paused);
            records.live(vm, host, paused ? PowerState.PAUSED : PowerState.RUNNING);
        });
        images.discard(vm);
    }

    private void boot(Row vm, Ref host, boolean paused) {
        guests.start(records.guestSpec(vm, host));
        if (paused) {
            guests.pause(uuid(vm));
        }
    }

    /** A guest that is no longer there, as after a revert to a checkpoint, boots from its disk. */
    private void goOn(Row vm, Ref host, boolean paused) {
        if (!guests.state(uuid(vm)).orElse(GuestState.STOPPED).running()) {
            boot(vm, host, paused);
            return;
        }
        guests.migrate(uuid(vm), store.row("host", host).text("hostname"));
        if (!paused) {
            guests.resume(uuid(vm));
        }
    }

    /** Brings a VM onto a host. */
    private interface Boot {
        void on(Row vm, Ref host);
    }

    private void occupy(
            VmOperation operation, Ref vm, RunningCall call, Optional<Ref> on, TimedOperation time, Boot boot)
            throws InterruptedException {
        var host = new Ref[1];
        var claim = claims.begin(operation, vm, call, row -> {
            host[0] = place(row, on);
            memory.claim(row, host[0]);
            store.set("VM", vm, "scheduled_to_be_resident_on", host[0].value());
        });
        try (claim) {
            boot(vm, host[0], call, time, boot);
        }
    }

    private Ref place(Row vm, Optional<Ref> on) {
        var suspended = PowerState.of(vm) == PowerState.SUSPENDED;
        if (on.isEmpty()) {
            return suspended ? placement.chooseToContinue(vm) : placement.choose(vm);
        }
        if (suspended) {
            placement.requireContinue(vm, on.get());
        } else {
            placement.requireBoot(vm, on.get());
        }
        return on.get();
    }

    /** The memory goes back before the claim ends: afterwards it could be that of the next start. */
    private void boot(Ref vm, Ref host, RunningCall call, TimedOperation time, Boot boot) throws InterruptedException {
        var done = false;
        try {
            call.spend(time);
            boot.on(store.row("VM", vm), host);
            done = true;
        } catch (GuestFailure failed) {
            throw guestError(failed);
        } finally {
            if (!done) {
                records.notPlaced(vm);
            }
        }
    }

    private void shutdown(Invocation in) throws InterruptedException {
        var vm = store.row("VM", in.ref("vm"));
        var cleanly = PowerState.of(vm) == PowerState.RUNNING
                && vm.items("allowed_operations").contains("clean_shutdown");
        if (cleanly) {
            stop(VmOperation.CLEAN_SHUTDOWN, TimedOperation.CLEAN_SHUTDOWN, in);
        } else {
            stop(VmOperation.HARD_SHUTDOWN, TimedOperation.HARD_SHUTDOWN, in);
        }
    }

    private void stop(VmOperation operation, TimedOperation time, Invocation in) throws InterruptedException {
        var vm = in.ref("vm");
        work(operation, in, row -> {
            in.call().spend(time);
            guests.stop(uuid(row), operation == VmOperation.CLEAN_SHUTDOWN);
            records.offline(vm, PowerState.HALTED);
        });
        images.discard(vm);
    }

    private void reboot(VmOperation operation, TimedOperation time, Invocation in) throws InterruptedException {
        work(operation, in, row -> {
            in.call().spend(time);
            guests.stop(uuid(row), operation == VmOperation.CLEAN_REBOOT);
            records.forgetTools(row);
            guests.start(records.guestSpec(row, row.ref("resident_on")));
            records.booted(row.ref(), row.ref("resident_on"));
            records.rebooted(row.ref());
        });
    }

    private void pause(Invocation in) throws InterruptedException {
        work(VmOperation.PAUSE, in, row -> {
            in.call().spend(TimedOperation.PAUSE);
            guests.pause(uuid(row));
            store.set("VM", row.ref(), "power_state", PowerState.PAUSED.value());
        });
    }

    private void unpause(Invocation in) throws InterruptedException {
        work(VmOperation.UNPAUSE, in, row -> {
            in.call().spend(TimedOperation.PAUSE);
            guests.resume(uuid(row));
            store.set("VM", row.ref(), "power_state", PowerState.RUNNING.value());
        });
    }

    private void suspend(Invocation in) throws InterruptedException {
        work(VmOperation.SUSPEND, in, row -> {
            var image = images.create(row);
            var done = false;
            try {
                in.call().spend(TimedOperation.SUSPEND);
                guests.pause(uuid(row));
                done = true;
            } finally {
                if (!done) {
                    images.discardImage(image);
                }
            }
            store.set("VM", row.ref(), "suspend_VDI", image.value());
            records.offline(row.ref(), PowerState.SUSPENDED);
        });
    }

    /** Declares a VM halted, whatever its guest does; takes no time. */
    private void reset(Invocation in) throws InterruptedException {
        work(VmOperation.POWER_STATE_RESET, in, row -> {
            guests.stop(uuid(row), false);
            records.offline(row.ref(), PowerState.HALTED);
        });
        images.discard(in.ref("vm"));
    }

    /** Work of an operation on a claimed VM. */
    private interface Work {
        void on(Row vm) throws InterruptedException;
    }

    private void work(VmOperation operation, Invocation in, Work work) throws InterruptedException {
        var vm = in.ref("vm");
        try (var claim = claims.begin(operation, vm, in.call())) {
            work.on(store.row("VM", vm));
        } catch (GuestFailure failed) {
            throw guestError(failed);
        }
    }

    private static XapiError guestError(GuestFailure failed) {
        return XapiError.internal("Guest_failure(\"" + failed.getMessage() + "\")");
    }

    private static UUID uuid(Row vm) {
        return UUID.fromString(vm.uuid());
    }
}
