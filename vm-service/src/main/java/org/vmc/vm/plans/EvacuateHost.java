package org.vmc.vm.plans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vmc.contracts.host.HostEvacuated;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.vms.RunningVm;
import org.vmc.vm.vms.VmMoves;

/**
 * Empties a host.
 *
 * <ol>
 *   <li>close: disables and marks it, so that nothing new comes; undo: puts it back as it was
 *   <li>move-1, move-2, …: one VM each, skipped with the reason when it is refused; undo: takes back a move that is
 *       under way, and leaves alone what has moved
 *   <li>rest: plans anew for what is still there, because it was refused or came meanwhile, and moves it; undo: as
 *       above
 * </ol>
 *
 * Ends with {@code host.evacuated}. VMs that cannot move are named and stay, and the host stays closed.
 */
@ApplicationScoped
class EvacuateHost implements OperationKind<Evacuation> {

    /** Under this key the result names who is still there, and why. */
    static final String LEFT = "left";

    /** Their names as JSON: a name may have any character in it. */
    private static final String LEFT_NAMES = "leftVms";

    private static final String LAST = "restVm";
    private static final int TRIES_EACH = 2;
    private static final double SHORT = 0.2;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final HostSwitch hosts;
    private final Moving moving;
    private final VmMoves moves;
    private final MovePlanner planner;
    private final Outbox outbox;
    private final PlansConfig config;
    private final ObjectMapper json;

    EvacuateHost(
            HostSwitch hosts,
            Moving moving,
            VmMoves moves,
            MovePlanner planner,
            Outbox outbox,
            PlansConfig config,
            ObjectMapper json) {
        this.hosts = hosts;
        this.moving = moving;
        this.moves = moves;
        this.planner = planner;
        this.outbox = outbox;
        this.config = config;
        this.json = json;
    }

    @Override
    public String name() {
        return "EvacuateHost";
    }

    @Override
    public Class<Evacuation> inputType() {
        return Evacuation.class;
    }

    @Override
    public List<Step<Evacuation>> steps(Evacuation input) {
        List<Step<Evacuation>> steps = new ArrayList<>();
        steps.add(Step.<Evacuation>of(
                        "close", "Let no VM come to it any more", HostSwitch.decided("Disabling", hosts::close))
                .undoneBy(hosts::asItWas)
                .within(config.hostWithin())
                .weighing(SHORT));
        steps.addAll(MoveSteps.of(input, moving, config));
        steps.add(Step.<Evacuation>of("rest", "See what is still there, and move it", this::rest)
                .undoneBy(this::stop)
                .within(config.moveWithin())
                .weighing(SHORT));
        return List.copyOf(steps);
    }

    @Override
    public void ended(Ending<Evacuation> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        Evacuation host = ending.input();
        outbox.publish(
                new HostEvacuated(
                        host.hostUuid(),
                        host.host(),
                        host.pool(),
                        Moving.moved(ending.learned()),
                        names(ending.learned().getOrDefault(LEFT_NAMES, "[]"))),
                ending.origin().correlationId(),
                ending.operationId());
    }

    @Override
    public Optional<String> remains(Ending<Evacuation> ending) {
        return Moving.remains(ending.learned())
                .map(kept -> kept + " " + ending.input().host() + " is as open to VMs as it was.");
    }

    /** One more move at a time, each planned with what is known then. */
    private StepOutcome rest(StepContext<Evacuation> context) {
        Evacuation input = context.input();
        Optional<StepOutcome.NotYet> underWay = underWay(context);
        if (underWay.isPresent()) {
            return underWay.get();
        }
        List<RunningVm> running = moves.running(input.pool());
        if (running.stream().noneMatch(vm -> isThere(vm, context))) {
            return StepOutcome.done();
        }
        MovePlan plan = planner.evacuation(
                moves.hosts(input.pool()), running, input.hostUuid().toString(), vm -> isOver(vm, context));
        if (!plan.moves().isEmpty()) {
            Move next = plan.moves().getFirst();
            context.remember(LAST, next.vmId().toString());
            return moving.begin(context, next) instanceof StepOutcome.NotYet begun
                    ? begun
                    : StepOutcome.notYet(LOOK_AGAIN, "Seeing what is still there");
        }
        return left(context, running, plan);
    }

    /** The move of this step that has not ended; what has is kept in the result. */
    private Optional<StepOutcome.NotYet> underWay(StepContext<Evacuation> context) {
        Optional<UUID> last = context.learned(LAST).filter(id -> !id.isEmpty()).map(UUID::fromString);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        List<Operation> tries = moving.tries(context, last.get());
        if (tries.isEmpty()) {
            return Optional.empty();
        }
        Operation newest = tries.getFirst();
        String name = newest.target().name();
        if (!newest.state().isEnded()) {
            return Optional.of(new StepOutcome.NotYet(LOOK_AGAIN, "Moving " + name));
        }
        if (newest.state() == OperationState.SUCCEEDED) {
            String host = newest.learned().getOrDefault("host", "another host");
            context.remember(Moving.movedKey(last.get()), Moving.movedText(name, host));
        }
        context.remember(LAST, "");
        return Optional.empty();
    }

    private StepOutcome left(StepContext<Evacuation> context, List<RunningVm> running, MovePlan plan) {
        List<String> names = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (RunningVm vm : running) {
            if (isThere(vm, context)) {
                names.add(vm.name());
                reasons.add(reason(vm, context, plan));
            }
        }
        return StepOutcome.done().learned(LEFT_NAMES, text(names)).learned(LEFT, String.join("; ", reasons));
    }

    private static String reason(RunningVm vm, StepContext<Evacuation> context, MovePlan plan) {
        return plan.stuck().stream()
                .filter(stuck -> stuck.vm().equals(vm.name()))
                .map(stuck -> vm.name() + ": " + stuck.reason())
                .findFirst()
                .or(() -> Moving.whySkipped(context, vm.id()))
                .orElse(vm.name() + ": its moves were refused");
    }

    private String text(List<String> names) {
        try {
            return json.writeValueAsString(names);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("A list of names cannot be written", cause);
        }
    }

    private List<String> names(String text) {
        try {
            return List.of(json.readValue(text, String[].class));
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("What was written here cannot be read", cause);
        }
    }

    /** What has moved may still be seen where it was for a moment. */
    private boolean isThere(RunningVm vm, StepContext<Evacuation> context) {
        return vm.hostUuid().equals(context.input().hostUuid().toString()) && !hasMoved(vm, context);
    }

    private boolean isOver(RunningVm vm, StepContext<Evacuation> context) {
        List<Operation> tries = moving.tries(context, vm.id());
        return tries.size() >= TRIES_EACH || hasMoved(vm, context);
    }

    private boolean hasMoved(RunningVm vm, StepContext<Evacuation> context) {
        List<Operation> tries = moving.tries(context, vm.id());
        return !tries.isEmpty() && tries.getFirst().state() == OperationState.SUCCEEDED;
    }

    private StepOutcome stop(StepContext<Evacuation> context) {
        Optional<UUID> last = context.learned(LAST).filter(id -> !id.isEmpty()).map(UUID::fromString);
        return last.isEmpty() ? StepOutcome.done() : moving.stop(context, last.get());
    }
}
