package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.storage.VolumeRebalanced;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Spreads the files of a volume anew over the sets it has, as after a rebalance that was stopped or a set that was not
 * taken away.
 *
 * <ol>
 *   <li>check: all bricks run, nobody uses a sharded volume
 *   <li>rebalance: for hours if need be; undone by stopping it, files that were moved stay where they are
 * </ol>
 */
@ApplicationScoped
class RebalanceVolume implements OperationKind<VolumeChange> {

    private final VolumeGuards guards;
    private final Migrations migrations;
    private final Outbox outbox;

    RebalanceVolume(VolumeGuards guards, Migrations migrations, Outbox outbox) {
        this.guards = guards;
        this.migrations = migrations;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "RebalanceVolume";
    }

    @Override
    public Class<VolumeChange> inputType() {
        return VolumeChange.class;
    }

    @Override
    public List<Step<VolumeChange>> steps(VolumeChange input) {
        return List.of(
                Step.of("check", "Check that all its bricks run and that files may move", this::check),
                Step.<VolumeChange>of("rebalance", "Spread its files over all sets", migrations::rebalance)
                        .undoneBy(migrations::stopRebalance)
                        .within(Migrations.LIMIT)
                        .weighing(10));
    }

    @Override
    public void ended(Ending<VolumeChange> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        var moved = ending.learned();
        outbox.publish(
                new VolumeRebalanced(
                        ending.input().volumeId(),
                        ending.input().name(),
                        Migrations.amount(moved, Migrations.FILES),
                        Migrations.amount(moved, Migrations.BYTES),
                        Migrations.amount(moved, Migrations.FAILURES),
                        Migrations.amount(moved, Migrations.SKIPPED)),
                ending.origin().correlationId(),
                ending.operationId());
    }

    @Override
    public Optional<String> remains(Ending<VolumeChange> ending) {
        return migrations.hasBegun(ending.learned())
                ? Optional.of("Files that were moved stay where they are; all of them can be read.")
                : Optional.empty();
    }

    private StepOutcome check(StepContext<VolumeChange> context) {
        var volume = guards.requireStarted(context.input());
        guards.requireWhole(volume);
        guards.requireUnusedIfSharded(volume);
        return StepOutcome.done();
    }
}
