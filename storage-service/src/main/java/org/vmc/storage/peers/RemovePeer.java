package org.vmc.storage.peers;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.vmc.contracts.storage.PeerRemoved;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Lets a host go from the pool.
 *
 * <ol>
 *   <li>check: it holds no bricks, and every peer is connected so that all learn of it
 *   <li>detach: undone by probing it again
 * </ol>
 */
@ApplicationScoped
class RemovePeer implements OperationKind<PeerChange> {

    private static final String REMOVED = "removed";

    private final GlusterPool pool;
    private final Membership membership;
    private final Outbox outbox;

    RemovePeer(GlusterPool pool, Membership membership, Outbox outbox) {
        this.pool = pool;
        this.membership = membership;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "RemovePeer";
    }

    @Override
    public Class<PeerChange> inputType() {
        return PeerChange.class;
    }

    @Override
    public List<Step<PeerChange>> steps(PeerChange input) {
        return List.of(
                Step.of("check", "Check that all peers are connected and it holds no bricks", this::check),
                Step.<PeerChange>of("detach", "Let " + input.host() + " go", this::detach)
                        .undoneBy(this::takeBack)
                        .within(Duration.ofSeconds(30)));
    }

    @Override
    public void ended(Ending<PeerChange> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        outbox.publish(
                new PeerRemoved(ending.target().id(), ending.input().host()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private StepOutcome check(StepContext<PeerChange> context) {
        if (membership.find(context.input().host()).isPresent()) {
            membership.requireRemovable(context.input().host());
        }
        return StepOutcome.done();
    }

    private StepOutcome detach(StepContext<PeerChange> context) {
        var host = context.input().host();
        if (membership.find(host).isPresent()) {
            context.remember(REMOVED, host);
            GlusterProblems.changing(() -> pool.detach(host));
        }
        membership.observe();
        return StepOutcome.done();
    }

    private StepOutcome takeBack(StepContext<PeerChange> context) {
        var host = context.input().host();
        if (context.learned(REMOVED).isPresent() && membership.find(host).isEmpty()) {
            membership.add(host);
        }
        return StepOutcome.done();
    }
}
