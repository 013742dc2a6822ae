package org.vmc.vm.plans;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.host.HostEnabled;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;

/**
 * Lets VMs come to a host again.
 *
 * <ol>
 *   <li>enable: takes the mark of maintenance off and enables it; undo: puts both back as they were
 * </ol>
 *
 * Ends with {@code host.enabled}.
 */
@ApplicationScoped
class EnableHost implements OperationKind<HostAction> {

    private final HostSwitch hosts;
    private final Outbox outbox;
    private final PlansConfig config;

    EnableHost(HostSwitch hosts, Outbox outbox, PlansConfig config) {
        this.hosts = hosts;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "EnableHost";
    }

    @Override
    public Class<HostAction> inputType() {
        return HostAction.class;
    }

    @Override
    public List<Step<HostAction>> steps(HostAction input) {
        return List.of(Step.<HostAction>of("enable", "Let VMs come to it", HostSwitch.decided("Enabling", hosts::open))
                .undoneBy(hosts::asItWas)
                .within(config.hostWithin()));
    }

    @Override
    public void ended(Ending<HostAction> ending) {
        if (ending.state() == OperationState.SUCCEEDED) {
            HostAction host = ending.input();
            outbox.publish(
                    new HostEnabled(host.hostUuid(), host.host(), host.pool()),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }
}
