package org.vmc.storage.exports;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.storage.ExportForgotten;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.repositories.Repositories;

/**
 * Forgets an export. Nothing is changed on its server.
 *
 * <ol>
 *   <li>check: it is no SR
 * </ol>
 *
 * The row goes with the end of the operation.
 */
@ApplicationScoped
class ForgetExport implements OperationKind<ExportChange> {

    private final Repositories repositories;
    private final NfsExports exports;
    private final Outbox outbox;

    ForgetExport(Repositories repositories, NfsExports exports, Outbox outbox) {
        this.repositories = repositories;
        this.exports = exports;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "ForgetExport";
    }

    @Override
    public Class<ExportChange> inputType() {
        return ExportChange.class;
    }

    @Override
    public List<Step<ExportChange>> steps(ExportChange input) {
        return List.of(Step.of("check", "Check that it is no SR of any pool", this::check));
    }

    @Override
    public void ended(Ending<ExportChange> ending) {
        var input = ending.input();
        if (ending.state() == OperationState.SUCCEEDED) {
            exports.deleteById(input.exportId());
            outbox.publish(
                    new ExportForgotten(input.exportId(), input.name()),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    private StepOutcome check(StepContext<ExportChange> context) {
        requireNoSr(repositories, context.input());
        return StepOutcome.done();
    }

    static void requireNoSr(Repositories repositories, ExportChange export) {
        repositories.requireNone(
                export.exportId(),
                export.name(),
                "forget",
                "/storage export unpublish name:" + export.name() + " pool:\"%s\"");
    }
}
