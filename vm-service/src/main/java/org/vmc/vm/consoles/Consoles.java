package org.vmc.vm.consoles;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.vmc.contracts.audit.ActionAccepted;
import org.vmc.contracts.vm.VmConsoleClosed;
import org.vmc.contracts.vm.VmConsoleOpened;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.inventory.VmObservation;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.vms.ConsoleGate;
import org.vmc.vm.xen.PoolUnreachable;
import org.vmc.vm.xen.XenConsole;
import org.vmc.vm.xen.XenRefused;

/**
 * Tickets to consoles, and the consoles that are open here. Nobody gets a byte before it is on record who opened which
 * console; a console ends with its VM's stay on the host, with its user's right to it, and at its limits of time.
 */
@ApplicationScoped
class Consoles {

    private static final String ACTION = "OpenConsole";
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(10);

    private final ConsoleGate gate;
    private final ConsoleTickets tickets;
    private final Pools pools;
    private final Outbox outbox;
    private final ConsolesConfig config;
    private final Map<UUID, ConsoleSession> open = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    Consoles(ConsoleGate gate, ConsoleTickets tickets, Pools pools, Outbox outbox, ConsolesConfig config) {
        this.gate = gate;
        this.tickets = tickets;
        this.pools = pools;
        this.outbox = outbox;
        this.config = config;
    }

    /**
     * A ticket for this caller to a console of this VM.
     *
     * @throws ProblemException 403, 404, 409 unless it runs, 422, 429 when too many are open, 503
     */
    ConsoleTicketView ticket(String id, ConsoleRequest wanted, Caller caller) {
        ConsoleProtocol protocol = protocol(wanted);
        ConsoleGate.Running vm = gate.require(id, caller);
        requireRoom(vm, caller);
        Instant now = clock.instant();
        Instant expiresAt = now.plus(config.ticketValidFor());
        String ticket = tickets.issue(vm.vmId(), protocol, caller, now, expiresAt);
        return new ConsoleTicketView(
                ticket, expiresAt, protocol.word(), ConsoleSocket.PATH, ConsoleSocket.subprotocols(ticket));
    }

    /**
     * Opens the console a ticket is for. The session is known here from now on and must be run or ended.
     *
     * @throws ProblemException 401 for a ticket that is not good, and as {@link #ticket}
     */
    ConsoleSession redeem(String text) {
        ConsoleTicket ticket = tickets.redeem(text, clock.instant())
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.UNAUTHENTICATED,
                        "This ticket is unknown, was used before or has expired; ask for another one."));
        Caller caller = ticket.caller();
        ConsoleGate.Running vm = gate.require(ticket.vmId.toString(), caller);
        requireRoom(vm, caller);
        ConsoleSession session = new ConsoleSession(TimeOrderedIds.next(), vm, ticket.protocol, caller, this::closed);
        // Known before it is connected: a VM that stops meanwhile must find it.
        open.put(session.id(), session);
        try {
            session.connect(console(vm, ticket.protocol), clock.instant());
            QuarkusTransaction.requiringNew().run(() -> publishOpened(session));
            return session;
        } catch (RuntimeException failure) {
            open.remove(session.id());
            session.end(ConsoleEnd.LOST);
            throw failure;
        }
    }

    /** Ends consoles that must not stay open. */
    @Scheduled(
            every = "${vmc.consoles.check-every:10s}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        look(clock.instant());
    }

    /** Ends what must not be open at this moment. */
    void look(Instant now) {
        for (ConsoleSession session : List.copyOf(open.values())) {
            due(session, now).ifPresent(session::end);
        }
    }

    private Optional<ConsoleEnd> due(ConsoleSession session, Instant now) {
        if (!now.isBefore(session.openedAt().plus(config.openAtMost()))) {
            return Optional.of(ConsoleEnd.TIME_OVER);
        }
        if (!now.isBefore(session.typedAt().plus(config.idleAtMost()))) {
            return Optional.of(ConsoleEnd.IDLE);
        }
        return gate.isStillFor(session.vmId(), session.caller())
                ? Optional.empty()
                : Optional.of(ConsoleEnd.NO_LONGER_ALLOWED);
    }

    void observed(@Observes VmObservation observation) {
        switch (observation) {
            case VmObservation.Seen seen -> seen(seen.vm());
            case VmObservation.Gone gone -> endAll(session -> session.isOf(gone.last()), ConsoleEnd.STOPPED);
            case VmObservation.Complete complete -> {
                // Each VM it has was seen; one that is gone took its consoles with it.
            }
        }
    }

    private void seen(ObservedVm vm) {
        if (vm.powerState() == PowerState.HALTED || vm.powerState() == PowerState.SUSPENDED) {
            endAll(session -> session.isOf(vm), ConsoleEnd.STOPPED);
            return;
        }
        endAll(session -> session.isOf(vm) && session.isElsewhereThan(vm), ConsoleEnd.MOVED);
    }

    void stop(@Observes ShutdownEvent event) {
        endAll(session -> true, ConsoleEnd.SERVICE_STOPS);
    }

    private void endAll(Predicate<ConsoleSession> which, ConsoleEnd end) {
        open.values().stream().filter(which).forEach(session -> session.end(end));
    }

    private XenConsole console(ConsoleGate.Running vm, ConsoleProtocol protocol) {
        ObservedVm observed = vm.observed();
        try {
            return pools.connection(observed.pool())
                    .consoles()
                    .open(observed.ref(), protocol.word())
                    .orElseThrow(() -> ProblemException.conflict(
                            "%s has no %s console now.".formatted(vm.name(), protocol.word())));
        } catch (XenRefused refused) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "Opening a console of %s: the pool refused with %s.".formatted(vm.name(), refused.code()),
                    refused);
        } catch (PoolUnreachable unreachable) {
            throw ProblemException.of(
                            ProblemType.POOL_UNREACHABLE,
                            "The console of %s does not open: its host gives none now.".formatted(vm.name()),
                            unreachable)
                    .retryAfter(TRY_AGAIN_AFTER);
        }
    }

    private void publishOpened(ConsoleSession session) {
        Caller caller = session.caller();
        outbox.publish(
                new VmConsoleOpened(
                        session.vmId(),
                        session.vmName(),
                        session.id(),
                        caller.user(),
                        session.protocol().word()),
                session.correlationId(),
                null);
        outbox.publish(
                new ActionAccepted(
                        session.id(),
                        caller.user(),
                        caller.role().wireName(),
                        caller.team().isEmpty() ? null : caller.team(),
                        ACTION,
                        "vm",
                        session.vmId().toString(),
                        session.vmName(),
                        null),
                session.correlationId(),
                null);
    }

    private void closed(ConsoleSession session, ConsoleEnd end) {
        if (open.remove(session.id()) == null) {
            return;
        }
        long seconds = Duration.between(session.openedAt(), clock.instant()).toSeconds();
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.publish(
                        new VmConsoleClosed(
                                session.vmId(),
                                session.vmName(),
                                session.id(),
                                session.caller().user(),
                                session.protocol().word(),
                                end.reason(),
                                seconds),
                        session.correlationId(),
                        null));
    }

    private void requireRoom(ConsoleGate.Running vm, Caller caller) {
        long ofVm = count(session -> session.vmId().equals(vm.vmId()));
        long ofUser = count(session -> session.caller().user().equals(caller.user()));
        if (ofVm >= config.perVm() || ofUser >= config.perUser()) {
            throw ProblemException.of(
                            ProblemType.RATE_LIMITED,
                            "%d consoles of %s and %d of %s are open; at most %d of a VM and %d of a user may be. Close one first."
                                    .formatted(
                                            ofVm, vm.name(), ofUser, caller.user(), config.perVm(), config.perUser()))
                    .retryAfter(TRY_AGAIN_AFTER);
        }
    }

    private long count(Predicate<ConsoleSession> which) {
        return open.values().stream().filter(which).count();
    }

    private static ConsoleProtocol protocol(ConsoleRequest wanted) {
        if (wanted.protocol() == null) {
            return ConsoleProtocol.VT100;
        }
        return ConsoleProtocol.named(wanted.protocol())
                .orElseThrow(() -> ProblemException.invalid("protocol", "must be one of " + ConsoleProtocol.words()));
    }
}
