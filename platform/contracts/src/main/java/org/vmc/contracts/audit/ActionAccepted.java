package org.vmc.contracts.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A user changed something or ordered a change.
 *
 * @param actor user who acted
 * @param team team of the actor, if any
 * @param action kind of operation, or method and route
 * @param operationId operation that carries it out, if any
 */
@EventType(
        value = "org.vmc.audit.action-accepted.v1",
        topic = Topics.AUDIT,
        summary = "A user changed something or ordered a change.")
public record ActionAccepted(
        UUID actionId,
        String actor,
        String role,
        @Nullable String team,
        String action,
        @Nullable String targetType,
        @Nullable String targetId,
        @Nullable String targetName,
        @Nullable UUID operationId)
        implements AuditFact {

    @Override
    public UUID subject() {
        return actionId;
    }
}
