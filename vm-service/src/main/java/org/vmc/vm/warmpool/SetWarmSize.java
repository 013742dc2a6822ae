package org.vmc.vm.warmpool;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepOutcome;

/**
 * Sets how many VMs are kept ready.
 *
 * <ol>
 *   <li>set: in our own books, all at once; there is nothing to undo
 * </ol>
 *
 * {@link WarmPool} makes or removes VMs after it.
 */
@ApplicationScoped
class SetWarmSize implements OperationKind<WarmSize> {

    private final WarmSizes sizes;

    SetWarmSize(WarmSizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "SetWarmSize";
    }

    @Override
    public Class<WarmSize> inputType() {
        return WarmSize.class;
    }

    @Override
    public List<Step<WarmSize>> steps(WarmSize input) {
        String description = "Keep %d VMs of %s, type %s, ready in pool %s"
                .formatted(input.size(), input.template(), input.type(), input.pool());
        return List.of(Step.<WarmSize>of(
                        "set", description, context -> StepOutcome.done().committing(() -> sizes.put(input)))
                .pointOfNoReturn());
    }
}
