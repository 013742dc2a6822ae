package org.vmc.vm.approvals;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;

/**
 * A request for approval.
 *
 * @param summary what is asked for
 * @param reasons why it needs an approval
 * @param by who decides
 * @param yours whether the caller may decide it
 * @param expiresAt when it is refused unless somebody has approved it
 */
record ApprovalView(
        UUID id,
        UUID requestId,
        String summary,
        String reasons,
        String requester,
        String team,
        String by,
        boolean yours,
        Instant requestedAt,
        Instant expiresAt,
        ApprovalState state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason) {

    static ApprovalView of(Approval approval, Caller caller) {
        return new ApprovalView(
                approval.id,
                approval.requestId,
                approval.summary,
                approval.reasons,
                approval.requester,
                approval.team,
                Need.who(approval.byRole, approval.byTeam),
                !approval.requester.equals(caller.user()) && Need.admits(caller, approval.byRole, approval.byTeam),
                approval.requestedAt,
                approval.expiresAt,
                approval.state,
                approval.decidedBy,
                approval.decidedAt,
                approval.reason);
    }
}
