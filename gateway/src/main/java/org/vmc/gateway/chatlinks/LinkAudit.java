package org.vmc.gateway.chatlinks;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.audit.ActionAccepted;
import org.vmc.contracts.audit.ActionRefused;
import org.vmc.http.correlation.CorrelationId;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;

/** Tells of links made and ended, and of codes that were refused, on topic {@code vmc.audit}. */
@Singleton
class LinkAudit {
    private static final String CHAT_USER = "chat-user";

    private final Outbox outbox;

    LinkAudit(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Part of the caller's transaction. */
    void accepted(String action, Caller caller, String chatUser) {
        outbox.publish(
                new ActionAccepted(
                        UUID.randomUUID(),
                        caller.user(),
                        caller.role().wireName(),
                        caller.team().isEmpty() ? null : caller.team(),
                        action,
                        CHAT_USER,
                        null,
                        chatUser.isEmpty() ? null : chatUser,
                        null),
                correlation(),
                null);
    }

    /** In a transaction of its own: the refused one is rolled back. */
    void refused(String action, String chatUser, ProblemException refusal) {
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.publish(
                        new ActionRefused(
                                UUID.randomUUID(),
                                chatUser,
                                "none",
                                null,
                                action,
                                CHAT_USER,
                                null,
                                chatUser,
                                refusal.type().status(),
                                refusal.detail()),
                        correlation(),
                        null));
    }

    private static @Nullable UUID correlation() {
        try {
            return UUID.fromString(CorrelationId.current());
        } catch (IllegalArgumentException clientsOwn) {
            return null;
        }
    }
}
