package org.vmc.gateway.audit;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.audit.ActionAccepted;
import org.vmc.contracts.audit.ActionRefused;
import org.vmc.contracts.audit.AuditFact;

/**
 * One change, or one refusal.
 *
 * @param id of the event that told of it
 * @param source service that told of it
 * @param action kind of operation, or method and route
 * @param outcome {@code accepted} or {@code refused}
 * @param status HTTP status of a refusal
 */
@Schema(name = "AuditEntry")
record AuditEntry(
        String id,
        Instant at,
        String source,
        String actor,
        String role,
        @Nullable String team,
        String action,
        @Nullable String targetType,
        @Nullable String targetId,
        @Nullable String targetName,
        String outcome,
        @Nullable UUID operationId,
        @Nullable Integer status,
        @Nullable String reason,
        @Nullable String correlationId) {

    static final String ACCEPTED = "accepted";
    static final String REFUSED = "refused";

    static AuditEntry of(CloudEvent event, AuditFact fact) {
        return switch (fact) {
            case ActionAccepted it ->
                new AuditEntry(
                        event.id(),
                        event.time(),
                        event.source().toString(),
                        it.actor(),
                        it.role(),
                        it.team(),
                        it.action(),
                        it.targetType(),
                        it.targetId(),
                        it.targetName(),
                        ACCEPTED,
                        it.operationId(),
                        null,
                        null,
                        event.correlationId());
            case ActionRefused it ->
                new AuditEntry(
                        event.id(),
                        event.time(),
                        event.source().toString(),
                        it.actor(),
                        it.role(),
                        it.team(),
                        it.action(),
                        it.targetType(),
                        it.targetId(),
                        it.targetName(),
                        REFUSED,
                        null,
                        it.status(),
                        it.reason(),
                        event.correlationId());
        };
    }
}
