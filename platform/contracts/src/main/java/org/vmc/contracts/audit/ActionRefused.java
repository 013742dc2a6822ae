package org.vmc.contracts.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A user tried something and was refused.
 *
 * @param actor user who acted
 * @param team team of the actor, if any
 * @param action kind of operation, or method and route
 * @param status HTTP status answered
 * @param reason sentence for people
 */
@EventType(
        value = "org.vmc.audit.action-refused.v1",
        topic = Topics.AUDIT,
        summary = "A user tried something and was refused.")
public record ActionRefused(
        UUID actionId,
        String actor,
        String role,
        @Nullable String team,
        String action,
        @Nullable String targetType,
        @Nullable String targetId,
        @Nullable String targetName,
        int status,
        String reason)
        implements AuditFact {

    @Override
    public UUID subject() {
        return actionId;
    }
}
