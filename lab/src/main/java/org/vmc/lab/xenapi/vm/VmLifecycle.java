package org.vmc.lab.xenapi.vm;

import java.util.Optional;
import java.util.UUID;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.guests.GuestRuntime;
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

    VmLifecycle(Store store, VmClaims claims, VmRecords records, HostMemory memory, GuestRuntime guests) {
        this.store = store;
        this.claims = claims;
        this.records = records;
        this.memory = memory;
        this.guests = guests;
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
                .onVoid("VM.suspend", this::suspend);
    }

    private void start(VmOperation operation, Invocation in, Optional<Ref> on) throws InterruptedException {
        var vm = in.ref("vm");
        var paused = in.flag("start_paused");
        occupy(operation, vm, in.call(), on, TimedOperation.START, (row, host) -> {
            guests.start(records.guestSpec(row, host));
            if (paused) {
                guests.pause(uuid(row));
            }
            records.live(vm, host, paused ? PowerState.PAUSED : PowerState.RUNNING);
        });
    }

    private void resume(VmOperation operation, Invocation in, Optional<Ref> on) throws InterruptedException {
        var vm = in.ref("vm");
        var paused = in.flag("start_paused");
        occupy(operation, vm, in.call(), on, TimedOperation.RESUME, (row, host) -> {
            if (!paused) {
                guests.resume(uuid(row));
            }
            records.live(vm, host, paused ? PowerState.PAUSED : PowerState.RUNNING);
        });
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
            host[0] = on.orElseGet(() -> memory.choose(row));
            memory.requireFits(row, host[0]);
            memory.claim(row, host[0]);
        });
        try (claim) {
            boot(vm, host[0], call, time, boot);
        }
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
                memory.release(vm);
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
    }

    private void reboot(VmOperation operation, TimedOperation time, Invocation in) throws InterruptedException {
        work(operation, in, row -> {
            in.call().spend(time);
            guests.stop(uuid(row), operation == VmOperation.CLEAN_REBOOT);
            records.forgetTools(row);
            guests.start(records.guestSpec(row, row.ref("resident_on")));
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
            in.call().spend(TimedOperation.SUSPEND);
            guests.pause(uuid(row));
            records.offline(row.ref(), PowerState.SUSPENDED);
        });
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
