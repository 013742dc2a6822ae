package org.vmc.storage.peers;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Takes a host into the pool.
 *
 * <ol>
 *   <li>probe: undone by letting it go, if it was not a member before
 *   <li>await-ready: until the pool calls it a connected member
 * </ol>
 */
@ApplicationScoped
class AddPeer implements OperationKind<PeerChange> {

    private static final String ADDED = "added";
    private static final Duration RECHECK = Duration.ofMillis(500);

    private final Membership membership;

    AddPeer(Membership membership) {
        this.membership = membership;
    }

    @Override
    public String name() {
        return "AddPeer";
    }

    @Override
    public Class<PeerChange> inputType() {
        return PeerChange.class;
    }

    @Override
    public List<Step<PeerChange>> steps(PeerChange input) {
        return List.of(
                Step.<PeerChange>of("probe", "Take " + input.host() + " into the pool", this::probe)
                        .undoneBy(this::letGo)
                        .within(Duration.ofSeconds(30)),
                Step.<PeerChange>of("await-ready", "Wait until it takes part", this::awaitReady)
                        .within(Duration.ofSeconds(60)));
    }

    @Override
    public void ended(Ending<PeerChange> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        membership.announce(ending.input().host(), ending.origin(), ending.operationId());
    }

    private StepOutcome probe(StepContext<PeerChange> context) {
        var host = context.input().host();
        if (membership.find(host).isPresent()) {
            return StepOutcome.done();
        }
        context.remember(ADDED, host);
        membership.add(host);
        return StepOutcome.done();
    }

    private StepOutcome letGo(StepContext<PeerChange> context) {
        var host = context.input().host();
        if (context.learned(ADDED).isPresent()) {
            membership.release(host);
        }
        return StepOutcome.done();
    }

    private StepOutcome awaitReady(StepContext<PeerChange> context) {
        var member = membership.find(context.input().host());
        if (member.isEmpty()) {
            return StepOutcome.notYet(RECHECK, "The pool does not know it yet");
        }
        if (!member.get().isReady()) {
            return StepOutcome.notYet(RECHECK, "The pool says: " + member.get().state());
        }
        membership.observe();
        return StepOutcome.done().learned("glusterId", member.get().id().toString());
    }
}
