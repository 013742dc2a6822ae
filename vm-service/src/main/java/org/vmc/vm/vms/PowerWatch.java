package org.vmc.vm.vms;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.vm.VmFact;
import org.vmc.contracts.vm.VmMoved;
import org.vmc.contracts.vm.VmPaused;
import org.vmc.contracts.vm.VmResumed;
import org.vmc.contracts.vm.VmStarted;
import org.vmc.contracts.vm.VmStopped;
import org.vmc.contracts.vm.VmSuspended;
import org.vmc.contracts.vm.VmUnpaused;
import org.vmc.operations.outbox.Outbox;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.inventory.VmObservation;
import org.vmc.vm.vms.Sleepers.Sleeper;

/**
 * Records the power state and host of our VMs as the pools report them, and publishes {@code vm.started},
 * {@code vm.stopped}, {@code vm.paused}, {@code vm.moved} and so on when they have really changed, whoever changed it.
 * The row tells a change from a repetition, so several replicas that hear the same pool publish one fact.
 *
 * <p>A change while an operation waits for the VM carries that operation's correlation id. A VM that has never been
 * ready has its creation to speak for it.
 */
@ApplicationScoped
class PowerWatch {

    private final Vms vms;
    private final VmGlances glances;
    private final Outbox outbox;
    private final Sleepers sleepers;
    private final Clock clock = Clock.systemUTC();

    PowerWatch(Vms vms, VmGlances glances, Outbox outbox, Sleepers sleepers) {
        this.vms = vms;
        this.glances = glances;
        this.outbox = outbox;
        this.sleepers = sleepers;
    }

    void observed(@Observes VmObservation observation) {
        switch (observation) {
            case VmObservation.Seen seen ->
                CreationMark.vm(seen.vm()).ifPresent(id -> seen(id, seen.vm(), seen.observedAt()));
            case VmObservation.Gone gone ->
                CreationMark.vm(gone.last())
                        .ifPresent(id -> gone(id, gone.last().uuid(), gone.observedAt()));
            case VmObservation.Complete complete -> complete(complete.pool(), complete.observedAt());
        }
    }

    /** An operation has seen the VM ready; part of its transaction. */
    void running(UUID id, Readiness.Ready ready, Sleeper cause) {
        vms.change(id, vm -> {
            vm.reservesMemory = false;
            record(vm, PowerState.RUNNING, ready.host().name(), ready.address(), clock.instant(), cause);
        });
    }

    /** An operation has seen the VM halted; part of its transaction. */
    void halted(UUID id, Sleeper cause) {
        vms.change(id, vm -> record(vm, PowerState.HALTED, null, null, clock.instant(), cause));
    }

    /** An operation has paused, unpaused or suspended the VM; part of its transaction. */
    void shifted(UUID id, PowerState now, Sleeper cause) {
        vms.change(id, vm -> {
            String address = now == PowerState.SUSPENDED ? null : vm.address;
            record(vm, now, null, address, clock.instant(), cause);
        });
    }

    /** An operation has migrated the VM; part of its transaction. */
    void moved(UUID id, String fromHostName, ObservedHost to, Sleeper cause) {
        vms.change(id, vm -> {
            vm.reservesMemory = false;
            vm.hostUuid = to.uuid();
            vm.hostName = to.name();
            publish(new VmMoved(vm.id, vm.name, fromHostName, to.name()), cause);
        });
    }

    private void seen(UUID id, ObservedVm now, Instant at) {
        String host = Optional.ofNullable(now.host()).map(ObservedHost::name).orElse(null);
        Sleeper cause = sleepers.of(id).orElse(null);
        if (glances.of(id).filter(vm -> differs(vm, now, host)).isPresent()) {
            QuarkusTransaction.requiringNew()
                    .run(() -> vms.change(id, vm -> {
                        if (vm.live() && now.uuid().equals(vm.xenUuid)) {
                            record(vm, now.powerState(), host, now.address(), at, cause);
                        }
                    }));
        }
        sleepers.wake(id);
    }

    /** Also what went while nobody listened to the pool; what was never seen there is still being made. */
    private void complete(PoolSnapshot pool, Instant at) {
        for (Vm vm : vms.read(() -> vms.ofPool(pool.name()))) {
            String uuid = vm.xenUuid;
            if (uuid != null && vm.powerState != null && pool.vm(uuid).isEmpty()) {
                gone(vm.id, uuid, at);
            }
        }
    }

    private void gone(UUID id, String uuid, Instant at) {
        QuarkusTransaction.requiringNew()
                .run(() -> vms.change(id, vm -> {
                    if (uuid.equals(vm.xenUuid)) {
                        vm.powerState = null;
                        vm.address = null;
                        vm.observedAt = at;
                    }
                }));
        sleepers.wake(id);
    }

    private static boolean differs(VmGlances.VmGlance vm, ObservedVm now, @Nullable String host) {
        return vm.live()
                && now.uuid().equals(vm.xenUuid())
                && (vm.powerState() != now.powerState()
                        || !Objects.equals(vm.address(), now.address())
                        || (host != null && !host.equals(vm.hostName())));
    }

    private void record(
            Vm vm,
            PowerState now,
            @Nullable String hostName,
            @Nullable String address,
            Instant at,
            @Nullable Sleeper cause) {
        PowerState before = vm.powerState;
        String hostBefore = vm.hostName;
        vm.powerState = now;
        vm.address = address;
        vm.observedAt = at;
        if (hostName != null) {
            vm.hostName = hostName;
        }
        if (before == now) {
            // A VM with a promised place is being moved by an operation, which says so itself.
            if (now == PowerState.RUNNING
                    && hostName != null
                    && hostBefore != null
                    && !hostName.equals(hostBefore)
                    && !vm.reservesMemory
                    && vm.live()) {
                publish(new VmMoved(vm.id, vm.name, hostBefore, hostName), cause);
            }
            return;
        }
        boolean forced = vm.cuttingPower;
        if (now == PowerState.HALTED) {
            vm.cuttingPower = false;
        }
        if (vm.readyAt == null || !vm.live()) {
            return;
        }
        fact(vm, before, forced).ifPresent(fact -> publish(fact, cause));
    }

    private static Optional<VmFact> fact(Vm vm, @Nullable PowerState before, boolean forced) {
        return switch (Objects.requireNonNull(vm.powerState)) {
            case RUNNING -> Optional.of(running(vm, before));
            case PAUSED -> Optional.of(new VmPaused(vm.id, vm.name));
            case SUSPENDED -> Optional.of(new VmSuspended(vm.id, vm.name));
            case HALTED -> Optional.of(new VmStopped(vm.id, vm.name, forced));
            case UNRECOGNISED -> Optional.empty();
        };
    }

    private static VmFact running(Vm vm, @Nullable PowerState before) {
        if (before == PowerState.PAUSED) {
            return new VmUnpaused(vm.id, vm.name);
        }
        String host = String.valueOf(vm.hostName);
        return before == PowerState.SUSPENDED
                ? new VmResumed(vm.id, vm.name, host)
                : new VmStarted(vm.id, vm.name, host, vm.address);
    }

    private void publish(VmFact fact, @Nullable Sleeper cause) {
        if (cause == null) {
            outbox.publish(fact, null, null);
            return;
        }
        outbox.publish(fact, cause.correlationId(), cause.operationId());
    }
}
