package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.vm.VmTemplateDeleted;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.catalogue.TemplateUses;
import org.vmc.vm.inventory.CreationMark;

/**
 * Deletes a template that was made here, with its disks. VMs that were cloned from it keep what they share with it.
 *
 * <ol>
 *   <li>check: it is still one that was made here and nothing needs it, its disks are noted; the last moment to cancel
 *   <li>destroy: from here on there is no way back
 * </ol>
 *
 * A template its pool no longer has is deleted all the same. Ends with {@code vm.template-deleted}.
 */
@ApplicationScoped
class DeleteTemplate implements OperationKind<TemplateAction> {

    private final Machines machines;
    private final Removing removing;
    private final TemplateUses uses;
    private final Outbox outbox;
    private final VmsConfig config;

    DeleteTemplate(Machines machines, Removing removing, TemplateUses uses, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.removing = removing;
        this.uses = uses;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "DeleteTemplate";
    }

    @Override
    public Class<TemplateAction> inputType() {
        return TemplateAction.class;
    }

    @Override
    public List<Step<TemplateAction>> steps(TemplateAction input) {
        return List.of(
                step("check", "Look that nothing needs it and note its disks", this::check),
                step("destroy", "Destroy its disks and itself", removing::destroy)
                        .pointOfNoReturn());
    }

    @Override
    public void ended(Ending<TemplateAction> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        TemplateAction input = ending.input();
        outbox.publish(
                new VmTemplateDeleted(input.templateUuid(), input.name(), input.pool()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private Step<TemplateAction> step(String name, String description, Step.Action<TemplateAction> action) {
        return Step.of(name, description, Refusals.decided("Deleting the template", action))
                .within(config.poolWithin());
    }

    private StepOutcome check(StepContext<TemplateAction> context) {
        TemplateAction input = context.input();
        machines.find(input).ifPresent(there -> {
            boolean ours = CreationMark.ownerOfTemplate(there.otherConfig()).isPresent();
            // Somebody may have made it a VM in the pool since.
            if (!ours || !there.template()) {
                throw ProblemException.conflict(
                        "%s is no longer a template that was made here; leave it to its pool.".formatted(input.name()));
            }
            uses.requireNone(input.pool(), input.name());
        });
        return removing.noteAll(context);
    }
}
