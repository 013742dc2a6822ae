package org.vmc.vm.plans;

import jakarta.enterprise.context.ApplicationScoped;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.MaintenanceMark;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.vms.Refusals;
import org.vmc.vm.xen.XenHost;
import org.vmc.vm.xen.XenHosts;
import org.vmc.vm.xen.XenRefused;

/**
 * Closes hosts to VMs and opens them again. A closed host is disabled in its pool, and bears a mark besides, because it
 * enables itself when it boots.
 */
@ApplicationScoped
class HostSwitch {

    /** Under these keys an operation remembers how it found the host. */
    private static final String WAS_ENABLED = "wasEnabled";

    private static final String HAD_MARK = "hadMark";

    private final Pools pools;

    HostSwitch(Pools pools) {
        this.pools = pools;
    }

    /** No VM comes to the host any more. */
    StepOutcome close(StepContext<? extends HostInput> context) {
        XenHost host = found(context);
        mark(context, host, context.operationId().toString());
        if (host.enabled()) {
            hosts(context).disable(host.ref());
        }
        return StepOutcome.done();
    }

    /** VMs may come to the host again. */
    StepOutcome open(StepContext<? extends HostInput> context) {
        XenHost host = found(context);
        if (MaintenanceMark.isOn(host)) {
            hosts(context).removeNote(host.ref(), MaintenanceMark.NOTE);
        }
        if (!host.enabled()) {
            hosts(context).enable(host.ref());
        }
        return StepOutcome.done();
    }

    /** The host is as the operation found it; nothing to do when it had not come so far. */
    StepOutcome asItWas(StepContext<? extends HostInput> context) {
        if (context.learned(WAS_ENABLED).isEmpty()) {
            return StepOutcome.done();
        }
        XenHost host = existing(context);
        boolean wasEnabled = Boolean.parseBoolean(context.required(WAS_ENABLED));
        String mark = context.required(HAD_MARK);
        if (mark.isEmpty()) {
            hosts(context).removeNote(host.ref(), MaintenanceMark.NOTE);
        } else {
            mark(context, host, mark);
        }
        if (wasEnabled && !host.enabled()) {
            hosts(context).enable(host.ref());
        }
        if (!wasEnabled && host.enabled()) {
            hosts(context).disable(host.ref());
        }
        return StepOutcome.done();
    }

    /** The same action, with what the pool refuses for good turned into a decision. */
    static <I extends HostInput> Step.Action<I> decided(String attempted, Step.Action<I> action) {
        return context -> {
            try {
                return action.run(context);
            } catch (XenRefused refused) {
                if (Refusals.passes(refused.code())) {
                    throw refused;
                }
                throw Refusals.problem(attempted + " " + context.input().host(), refused.code(), refused.params());
            }
        };
    }

    /** The host, with how it is remembered before anything is done to it. */
    private XenHost found(StepContext<? extends HostInput> context) {
        XenHost host = existing(context);
        if (context.learned(WAS_ENABLED).isEmpty()) {
            context.remember(HAD_MARK, host.otherConfig().getOrDefault(MaintenanceMark.NOTE, ""));
            context.remember(WAS_ENABLED, Boolean.toString(host.enabled()));
        }
        return host;
    }

    private void mark(StepContext<? extends HostInput> context, XenHost host, String mark) {
        if (!mark.equals(host.otherConfig().get(MaintenanceMark.NOTE))) {
            hosts(context).note(host.ref(), MaintenanceMark.NOTE, mark);
        }
    }

    private XenHost existing(StepContext<? extends HostInput> context) {
        HostInput input = context.input();
        return hosts(context)
                .byUuid(input.hostUuid().toString())
                .orElseThrow(() -> ProblemException.conflict(
                        "Host %s is no longer in pool %s.".formatted(input.host(), input.pool())));
    }

    private XenHosts hosts(StepContext<? extends HostInput> context) {
        return pools.connection(context.input().pool()).hosts();
    }
}
