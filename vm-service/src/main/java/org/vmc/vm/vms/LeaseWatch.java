package org.vmc.vm.vms;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.vmc.contracts.vm.VmFact;
import org.vmc.contracts.vm.VmLeaseExpired;
import org.vmc.contracts.vm.VmLeaseExpiring;
import org.vmc.http.identity.Role;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.leases.LeaseWarnings;
import org.vmc.vm.leases.LeasesConfig;

/**
 * Ends leases: says so some time before, shuts the VM down at the end, and deletes it after a grace in which its owner
 * can still extend the lease.
 *
 * <p>Takes no input and may run at any time, in several replicas at once: what was said and begun is in the row, and is
 * committed together with the fact and the operation.
 */
@ApplicationScoped
class LeaseWatch {

    private static final String CAUSE = "lease";

    private final Vms vms;
    private final VmOrders orders;
    private final StopVm stopVm;
    private final UnderWay underWay;
    private final Operations operations;
    private final Outbox outbox;
    private final LeasesConfig config;
    private final LeaseWarnings warnings;
    private final Clock clock = Clock.systemUTC();

    LeaseWatch(
            Vms vms,
            VmOrders orders,
            StopVm stopVm,
            UnderWay underWay,
            Operations operations,
            Outbox outbox,
            LeasesConfig config) {
        this.vms = vms;
        this.orders = orders;
        this.stopVm = stopVm;
        this.underWay = underWay;
        this.operations = operations;
        this.outbox = outbox;
        this.config = config;
        this.warnings = new LeaseWarnings(config.warnBefore());
    }

    @Scheduled(
            every = "${vmc.leases.check-every:30s}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        look(clock.instant());
    }

    /** Does what is due at this moment. */
    void look(Instant now) {
        vms.read(vms::leased).stream().filter(vm -> isDue(vm, now)).forEach(vm -> QuarkusTransaction.requiringNew()
                .run(() -> vms.change(vm.id, row -> act(row, now))));
    }

    private boolean isDue(Vm vm, Instant now) {
        return dueWarning(vm, now).isPresent() || !now.isBefore(Objects.requireNonNull(vm.leaseUntil));
    }

    private void act(Vm vm, Instant now) {
        Instant until = vm.leaseUntil;
        if (!vm.live() || until == null) {
            return;
        }
        if (now.isBefore(until)) {
            dueWarning(vm, now).ifPresent(warning -> warn(vm, until, warning, now));
            return;
        }
        // Whatever is under way may extend the lease, or start the VM: what is right then is seen after it.
        if (underWay.on(vm.id)) {
            return;
        }
        if (vm.leaseExpiredAt == null) {
            vm.leaseExpiredAt = now;
            publish(vm, new VmLeaseExpired(vm.id, vm.name, vm.owner, until, deletedFrom(now)));
        }
        end(vm, !now.isBefore(deletedFrom(vm.leaseExpiredAt)), now);
    }

    /** Shuts it down, or deletes it; again after a while when that did not succeed. */
    private void end(Vm vm, boolean graceIsOver, Instant now) {
        boolean off = vm.powerState == null || vm.powerState == PowerState.HALTED;
        Instant tried = vm.leaseTriedAt;
        boolean rested = tried == null || !now.isBefore(tried.plus(config.tryAgainAfter()));
        if (!rested || (off && !graceIsOver)) {
            return;
        }
        vm.leaseTriedAt = now;
        submit(
                vm,
                graceIsOver
                        ? orders.deletion(vm)
                        : NewOperation.of(stopVm, VmAction.on(vm, false), VmOrders.target(vm)));
    }

    private void warn(Vm vm, Instant until, Duration warning, Instant now) {
        vm.leaseWarnedSeconds = warning.toSeconds();
        long left = Duration.between(now, until).toSeconds();
        publish(vm, new VmLeaseExpiring(vm.id, vm.name, vm.owner, until, left));
    }

    private Instant deletedFrom(Instant expiredAt) {
        return expiredAt.plus(config.grace());
    }

    private Optional<Duration> dueWarning(Vm vm, Instant now) {
        Instant until = vm.leaseUntil;
        Instant from = vm.leaseFrom;
        if (until == null || from == null || !now.isBefore(until)) {
            return Optional.empty();
        }
        return warnings.due(
                from, until, now, Optional.ofNullable(vm.leaseWarnedSeconds).map(Duration::ofSeconds));
    }

    private void publish(Vm vm, VmFact fact) {
        outbox.publish(fact, vm.correlationId, null);
    }

    private void submit(Vm vm, NewOperation<?> operation) {
        Origin origin = new Origin(vm.owner, Role.ENGINEER.wireName(), vm.team, CAUSE, vm.correlationId, null);
        operations.submit(origin, null, () -> List.of(operation));
    }
}
