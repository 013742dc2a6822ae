package org.vmc.vm.approvals;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Role;

/** A request that needs the approval of somebody else; see the migration for what the columns mean. */
@Entity
@Table(name = "approval")
class Approval {

    @Id
    UUID id;

    @Column(name = "request_id", nullable = false)
    UUID requestId;

    @Column(nullable = false)
    String summary;

    @Column(nullable = false)
    String reasons;

    @Column(nullable = false)
    String requester;

    @Column(nullable = false)
    String team;

    @Enumerated(EnumType.STRING)
    @Column(name = "by_role", nullable = false)
    Role byRole;

    @Column(name = "by_team")
    @Nullable
    String byTeam;

    @Column(name = "requested_at", nullable = false)
    Instant requestedAt;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    ApprovalState state;

    @Column(name = "decided_by")
    @Nullable
    String decidedBy;

    @Column(name = "decided_at")
    @Nullable
    Instant decidedAt;

    @Column
    @Nullable
    String reason;

    /** Still open to a decision. */
    boolean waits(Instant now) {
        return state == ApprovalState.WAITING && now.isBefore(expiresAt);
    }

    void decide(ApprovalState decision, String by, Instant at, @Nullable String why) {
        state = decision;
        decidedBy = by;
        decidedAt = at;
        reason = why;
    }
}
