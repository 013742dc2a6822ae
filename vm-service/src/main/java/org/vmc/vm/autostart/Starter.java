package org.vmc.vm.autostart;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.IdempotencyKey;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.StepContext;
import org.vmc.vm.autostart.Standing.Outcome;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.vms.CountedVm;
import org.vmc.vm.vms.VmCensus;
import org.vmc.vm.vms.VmStarts;
import org.vmc.vm.vms.VmsConfig;

/**
 * Brings a run forward: settles what has become ready or failed, and begins to start what waits for nothing any more.
 *
 * <p>A VM is started by an operation of its own, which belongs to the request of the run and is accepted under a key
 * made of the run and the VM: whoever takes the run up after a crash finds it instead of starting the VM again.
 */
@ApplicationScoped
class Starter {

    static final String CAUSE = "autostart";

    /** The one status that says the same may work later, as for a step of an operation. */
    private static final int PASSES = 503;

    /** Operations on one VM, newest first: what is under way is among the last few. */
    private static final int LAST = 20;

    private final VmCensus census;
    private final VmStarts starts;
    private final Operations operations;
    private final VmsConfig vmsConfig;
    private final Clock clock = Clock.systemUTC();

    Starter(VmCensus census, VmStarts starts, Operations operations, VmsConfig vmsConfig) {
        this.census = census;
        this.starts = starts;
        this.operations = operations;
        this.vmsConfig = vmsConfig;
    }

    /** Brings the whole run forward once. */
    void advance(StepContext<Run> context) {
        Map<UUID, Standing> settled = settled(context);
        Map<UUID, Operation> begun = begun(context.origin().correlationId());
        Map<String, CountedVm> present = census.all().stream()
                .collect(Collectors.toMap(CountedVm::id, Function.identity(), (one, other) -> one));
        // In the order of the waves, so that what is settled here already counts for those that need it.
        for (Entry entry : Waves.of(context.input().entries()).stream()
                .flatMap(List::stream)
                .toList()) {
            if (settled.containsKey(entry.vmId())) {
                continue;
            }
            Operation start = begun.get(entry.vmId());
            Optional<Standing> standing = start == null
                    ? begin(context, entry, settled, present.get(entry.vmId().toString()))
                    : outcome(start);
            standing.ifPresent(now -> {
                context.remember(Standing.key(entry), now.text());
                settled.put(entry.vmId(), now);
            });
        }
    }

    /** Has everything that is still being started given up; true once nothing is under way any more. */
    boolean stop(StepContext<Run> context) {
        List<Operation> left = begun(context.origin().correlationId()).values().stream()
                .filter(start -> !start.state().isEnded())
                .toList();
        for (Operation start : left) {
            try {
                operations.cancel(start.id(), start.origin());
            } catch (ProblemException ended) {
                // It has ended in the meantime; the next look tells.
            }
        }
        return left.isEmpty();
    }

    private Map<UUID, Standing> settled(StepContext<Run> context) {
        Map<UUID, Standing> settled = new HashMap<>();
        context.input().entries().forEach(entry -> Standing.of(entry, context)
                .ifPresent(standing -> settled.put(entry.vmId(), standing)));
        return settled;
    }

    private Map<UUID, Operation> begun(UUID correlationId) {
        return operations.list(OperationFilter.ofRequest(correlationId)).stream()
                .filter(operation -> operation.kind().equals(VmStarts.KIND))
                .collect(Collectors.toMap(
                        operation -> operation.target().id(), Function.identity(), (newer, older) -> newer));
    }

    private static Optional<Standing> outcome(Operation start) {
        if (!start.state().isEnded()) {
            return Optional.empty();
        }
        if (start.state() == OperationState.SUCCEEDED) {
            return Optional.of(new Standing(Outcome.STARTED, ""));
        }
        String why = start.failure() == null
                ? "its start was cancelled"
                : start.failure().detail();
        return Optional.of(new Standing(Outcome.FAILED, why));
    }

    private Optional<Standing> begin(
            StepContext<Run> context, Entry entry, Map<UUID, Standing> settled, @Nullable CountedVm vm) {
        for (UUID needed : entry.after()) {
            Standing standing = settled.get(needed);
            if (standing == null) {
                return Optional.empty();
            }
            if (!standing.outcome().ready()) {
                return Optional.of(new Standing(Outcome.LEFT_OUT, "it needs " + name(context, needed)));
            }
        }
        if (vm == null) {
            return Optional.of(new Standing(Outcome.FAILED, "it has been deleted"));
        }
        if (vm.powerState() == PowerState.RUNNING) {
            return vm.ready() ? Optional.of(new Standing(Outcome.RAN_ALREADY, "")) : ifItTakesTooLong(context, entry);
        }
        if (isUnderWay(entry.vmId())) {
            return Optional.empty();
        }
        return start(context, entry);
    }

    private Optional<Standing> start(StepContext<Run> context, Entry entry) {
        Origin run = context.origin();
        Origin origin = new Origin(run.actor(), run.role(), run.team(), CAUSE, run.correlationId(), run.traceParent());
        IdempotencyKey key = new IdempotencyKey(
                CAUSE + "/" + context.operationId() + "/" + entry.vmId(),
                entry.vmId().toString());
        try {
            operations.submit(origin, key, () -> List.of(starts.start(entry.vmId(), caller(run))));
            return Optional.empty();
        } catch (ProblemException refused) {
            if (refused.type().status() == PASSES) {
                throw refused;
            }
            // Somebody else may have begun something with it a moment ago, such as to start it.
            return isUnderWay(entry.vmId())
                    ? Optional.empty()
                    : Optional.of(new Standing(Outcome.FAILED, refused.detail()));
        }
    }

    /** Who gave the plan, with the role they had then. */
    private static Caller caller(Origin run) {
        Role role = Role.named(run.role())
                .orElseThrow(() -> ProblemException.forbidden(
                        "%s gave the plan with the role %s, which is none.".formatted(run.actor(), run.role())));
        return new Caller(run.actor(), role, run.team());
    }

    /** It runs, but not ready yet: it has as long as one that is started here. */
    private Optional<Standing> ifItTakesTooLong(StepContext<Run> context, Entry entry) {
        String key = "since." + entry.name();
        Instant now = clock.instant();
        Optional<Instant> since = context.learned(key).map(Instant::parse);
        if (since.isEmpty()) {
            context.remember(key, now.toString());
            return Optional.empty();
        }
        Duration within = vmsConfig.readyWithin();
        return now.isBefore(since.get().plus(within))
                ? Optional.empty()
                : Optional.of(
                        new Standing(Outcome.FAILED, "it runs, but was not ready within " + within.toSeconds() + " s"));
    }

    private boolean isUnderWay(UUID vm) {
        return operations.list(new OperationFilter(null, null, vm, null, null, LAST)).stream()
                .anyMatch(operation -> !operation.state().isEnded());
    }

    private static String name(StepContext<Run> context, UUID vm) {
        return context.input().entries().stream()
                .filter(entry -> entry.vmId().equals(vm))
                .map(Entry::name)
                .findFirst()
                .orElse(vm.toString());
    }
}
