package org.vmc.storage.exports;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.vmc.contracts.storage.ExportRegistered;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Registers a directory that an NFS server exports. Nothing is changed there.
 *
 * <ol>
 *   <li>look: the server answers, and has the directory as far as it says
 * </ol>
 */
@ApplicationScoped
class RegisterExport implements OperationKind<ExportChange> {

    private final ExportBackends backends;
    private final NfsExports exports;
    private final Outbox outbox;

    RegisterExport(ExportBackends backends, NfsExports exports, Outbox outbox) {
        this.backends = backends;
        this.exports = exports;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "RegisterExport";
    }

    @Override
    public Class<ExportChange> inputType() {
        return ExportChange.class;
    }

    @Override
    public List<Step<ExportChange>> steps(ExportChange input) {
        return List.of(
                Step.<ExportChange>of("look", "Look for %s on %s".formatted(input.path(), input.server()), this::look)
                        .within(Duration.ofSeconds(5)));
    }

    @Override
    public void ended(Ending<ExportChange> ending) {
        var input = ending.input();
        if (ending.state() != OperationState.SUCCEEDED) {
            exports.deleteById(input.exportId());
            return;
        }
        outbox.publish(
                new ExportRegistered(input.exportId(), input.name(), input.server(), input.path()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private StepOutcome look(StepContext<ExportChange> context) {
        var input = context.input();
        var seen = backends.requireThere(input.server(), input.port(), input.path());
        return StepOutcome.done()
                .learned("seen", String.valueOf(seen))
                .committing(() -> exports.findByIdOptional(input.exportId()).ifPresent(export -> export.seen = seen));
    }
}
