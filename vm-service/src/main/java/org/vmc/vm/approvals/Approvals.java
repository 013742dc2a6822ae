package org.vmc.vm.approvals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.audit.ActionAccepted;
import org.vmc.contracts.vm.VmApprovalGranted;
import org.vmc.contracts.vm.VmApprovalRejected;
import org.vmc.contracts.vm.VmApprovalRequested;
import org.vmc.contracts.vm.VmFact;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.TimeOrderedIds;

/** Requests that wait for somebody's approval: asked for, looked at, decided. */
@ApplicationScoped
public class Approvals {

    /** People decide in minutes at best. */
    private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(5);

    private final ApprovalRows rows;
    private final ApprovalsConfig config;
    private final Outbox outbox;
    private final Event<ApprovalDecided> decisions;
    private final Clock clock = Clock.systemUTC();

    Approvals(ApprovalRows rows, ApprovalsConfig config, Outbox outbox, Event<ApprovalDecided> decisions) {
        this.rows = rows;
        this.config = config;
        this.outbox = outbox;
        this.decisions = decisions;
    }

    /** How long a request waits at most. */
    public Duration within() {
        return config.within();
    }

    /**
     * Asks for an approval, inside the transaction that accepts what it is for.
     *
     * @param requestId what {@link ApprovalDecided} will name
     * @param summary what is asked for, for people
     * @return its id
     * @throws ProblemException 429 when too many of this user wait already
     */
    public UUID request(Need need, Caller requester, UUID requestId, String summary) {
        if (rows.waitingOf(requester.user(), clock.instant()) >= config.waitingAtMost()) {
            throw ProblemException.of(
                            ProblemType.RATE_LIMITED,
                            "%d requests of %s wait for an approval already; have some decided or cancel them first (/approval list)."
                                    .formatted(config.waitingAtMost(), requester.user()))
                    .retryAfter(TRY_AGAIN_AFTER);
        }
        Approval approval = new Approval();
        approval.id = TimeOrderedIds.next();
        approval.requestId = requestId;
        approval.summary = summary;
        approval.reasons = String.join("; ", need.reasons());
        approval.requester = requester.user();
        approval.team = requester.team();
        approval.byRole = need.byRole();
        approval.byTeam = need.byTeam();
        approval.requestedAt = clock.instant();
        approval.expiresAt = approval.requestedAt.plus(config.within());
        approval.state = ApprovalState.WAITING;
        rows.persist(approval);
        publish(
                approval,
                new VmApprovalRequested(
                        approval.id,
                        approval.summary,
                        approval.reasons,
                        approval.requester,
                        approval.team.isEmpty() ? null : approval.team,
                        approval.byRole.wireName(),
                        approval.byTeam,
                        approval.expiresAt));
        return approval.id;
    }

    /**
     * How things stand.
     *
     * @param by who decides, or has decided
     * @param reason the words of the decision; empty when there are none
     */
    public record Standing(ApprovalState state, String by, String reason) {}

    /** How an approval stands. What has waited for too long has lapsed, whatever its row still says. */
    public Standing standing(UUID id) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Approval approval = rows.findById(id);
            if (approval.state == ApprovalState.WAITING && !approval.waits(clock.instant())) {
                return new Standing(ApprovalState.LAPSED, "nobody", "");
            }
            String by = approval.decidedBy == null ? Need.who(approval.byRole, approval.byTeam) : approval.decidedBy;
            return new Standing(approval.state, by, approval.reason == null ? "" : approval.reason);
        });
    }

    /**
     * Ends the waiting for what is no longer wanted; called inside the transaction in which that is so.
     *
     * @param isUnwanted asked once nobody else can lapse it
     */
    public void lapse(UUID id, BooleanSupplier isUnwanted) {
        rows.locked(id)
                .filter(approval -> approval.state == ApprovalState.WAITING)
                .filter(approval -> !approval.waits(clock.instant()) || isUnwanted.getAsBoolean())
                .ifPresent(approval -> approval.state = ApprovalState.LAPSED);
    }

    /** What waits and concerns this caller: operators see all, others what they asked for or may decide. */
    List<ApprovalView> waiting(Caller caller) {
        Instant now = clock.instant();
        return QuarkusTransaction.joiningExisting().call(() -> rows.waiting(now, caller).stream()
                .map(approval -> ApprovalView.of(approval, caller))
                .toList());
    }

    /** @throws ProblemException 403, 404, 409 when it was decided before or has lapsed */
    ApprovalView approve(String id, @Nullable String reason, Caller caller, boolean dryRun) {
        return decide(id, ApprovalState.GRANTED, reason, caller, dryRun);
    }

    /** @throws ProblemException 403, 404, 409 when it was decided before or has lapsed, 422 without a reason */
    ApprovalView reject(String id, @Nullable String reason, Caller caller, boolean dryRun) {
        if (reason == null) {
            throw ProblemException.invalid("reason", "is missing; the requester is told");
        }
        return decide(id, ApprovalState.REJECTED, reason, caller, dryRun);
    }

    private ApprovalView decide(
            String id, ApprovalState decision, @Nullable String reason, Caller caller, boolean dryRun) {
        UUID key = uuid(id);
        ApprovalView view = QuarkusTransaction.requiringNew().call(() -> {
            Approval approval = rows.locked(key).orElseThrow(() -> ProblemException.notFound("approval", id));
            requireDecider(approval, caller);
            requireWaiting(approval);
            if (!dryRun) {
                approval.decide(decision, caller.user(), clock.instant(), reason);
                publish(approval, fact(approval));
                audit(approval, caller);
            }
            return ApprovalView.of(approval, caller);
        });
        if (!dryRun) {
            decisions.fire(new ApprovalDecided(view.requestId()));
        }
        return view;
    }

    private static void requireDecider(Approval approval, Caller caller) {
        if (approval.requester.equals(caller.user())) {
            throw ProblemException.forbidden(
                    "%s asked for this; somebody else has to decide it.".formatted(caller.user()));
        }
        if (!Need.admits(caller, approval.byRole, approval.byTeam)) {
            throw ProblemException.forbidden("This needs a decision by %s; %s has the role %s%s."
                    .formatted(
                            Need.who(approval.byRole, approval.byTeam),
                            caller.user(),
                            caller.role().wireName(),
                            caller.team().isEmpty() ? "" : " in team " + caller.team()));
        }
    }

    private void requireWaiting(Approval approval) {
        if (approval.state == ApprovalState.WAITING && !approval.waits(clock.instant())) {
            throw ProblemException.conflict(
                    "It waited until %s; ask the requester to ask again.".formatted(approval.expiresAt));
        }
        switch (approval.state) {
            case WAITING -> {}
            case LAPSED -> throw ProblemException.conflict("What it is for was cancelled.");
            case GRANTED, REJECTED ->
                throw ProblemException.conflict(
                        "%s has decided already: %s.".formatted(approval.decidedBy, approval.state));
        }
    }

    private static VmFact fact(Approval approval) {
        String by = String.valueOf(approval.decidedBy);
        return approval.state == ApprovalState.GRANTED
                ? new VmApprovalGranted(approval.id, approval.summary, approval.requester, by, approval.reason)
                : new VmApprovalRejected(
                        approval.id, approval.summary, approval.requester, by, String.valueOf(approval.reason));
    }

    private void audit(Approval approval, Caller caller) {
        outbox.publish(
                new ActionAccepted(
                        TimeOrderedIds.next(),
                        caller.user(),
                        caller.role().wireName(),
                        caller.team().isEmpty() ? null : caller.team(),
                        approval.state == ApprovalState.GRANTED ? "Approve" : "Reject",
                        "approval",
                        approval.id.toString(),
                        approval.summary,
                        null),
                approval.requestId,
                null);
    }

    private void publish(Approval approval, VmFact fact) {
        outbox.publish(fact, approval.requestId, null);
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException none) {
            throw ProblemException.notFound("approval", id);
        }
    }
}
