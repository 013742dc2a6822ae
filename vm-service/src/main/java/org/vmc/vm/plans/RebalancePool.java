package org.vmc.vm.plans;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.host.PoolRebalanced;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Moves VMs so that the hosts of a pool share the load better.
 *
 * <ol>
 *   <li>move-1, move-2, …: one VM each, skipped with the reason when it is refused; undo: takes back a move that is
 *       under way, and leaves alone what has moved
 *   <li>sum-up: says what became of the plan; nothing to undo
 * </ol>
 *
 * Ends with {@code host.pool-rebalanced}.
 */
@ApplicationScoped
class RebalancePool implements OperationKind<Rebalancing> {

    private static final double SHORT = 0.1;

    private final Moving moving;
    private final Outbox outbox;
    private final PlansConfig config;

    RebalancePool(Moving moving, Outbox outbox, PlansConfig config) {
        this.moving = moving;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "RebalancePool";
    }

    @Override
    public Class<Rebalancing> inputType() {
        return Rebalancing.class;
    }

    @Override
    public List<Step<Rebalancing>> steps(Rebalancing input) {
        List<Step<Rebalancing>> steps = new ArrayList<>(MoveSteps.of(input, moving, config));
        steps.add(Step.<Rebalancing>of("sum-up", "Say what became of the plan", RebalancePool::sumUp)
                .weighing(SHORT));
        return List.copyOf(steps);
    }

    @Override
    public void ended(Ending<Rebalancing> ending) {
        if (ending.state() == OperationState.SUCCEEDED) {
            Rebalancing pool = ending.input();
            outbox.publish(
                    new PoolRebalanced(
                            pool.poolUuid(),
                            pool.pool(),
                            Moving.moved(ending.learned()),
                            Moving.skipped(ending.learned())),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    @Override
    public Optional<String> remains(Ending<Rebalancing> ending) {
        return Moving.remains(ending.learned());
    }

    private static StepOutcome sumUp(StepContext<Rebalancing> context) {
        List<Move> moves = context.input().moves();
        long moved = moves.stream()
                .filter(move -> context.learned(Moving.movedKey(move.vmId())).isPresent())
                .count();
        return StepOutcome.done()
                .learned(
                        "summary",
                        moves.isEmpty()
                                ? "No move would gain more than it costs."
                                : "%d of %d VMs were moved.".formatted(moved, moves.size()));
    }
}
