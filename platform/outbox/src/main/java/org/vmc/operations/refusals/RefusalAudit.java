package org.vmc.operations.refusals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.audit.ActionRefused;
import org.vmc.http.identity.Callers;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.RefusedAction;
import org.vmc.operations.outbox.Outbox;

/** Publishes {@link ActionRefused} for each request that was answered 403. */
@ApplicationScoped
class RefusalAudit {
    private static final Logger LOG = Logger.getLogger(RefusalAudit.class);
    private static final String NO_ROLE = "none";

    private final Outbox outbox;

    RefusalAudit(Outbox outbox) {
        this.outbox = outbox;
    }

    void publish(@ObservesAsync RefusedAction refused) {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> outbox.publish(fact(refused), uuidOrNull(refused.correlationId()), null));
        } catch (RuntimeException failure) {
            // The answer was given long ago; nobody is left to be told.
            LOG.errorf(
                    failure,
                    "Not published: %s was refused %s %s",
                    refused.identity().getPrincipal().getName(),
                    refused.method(),
                    refused.route());
        }
    }

    private static ActionRefused fact(RefusedAction refused) {
        var role = NO_ROLE;
        var team = "";
        try {
            var caller = Callers.of(refused.identity());
            role = caller.role().wireName();
            team = caller.team();
        } catch (ProblemException noRole) {
            // That may be why it was refused.
            LOG.debug("Refused without a role", noRole);
        }
        return new ActionRefused(
                UUID.randomUUID(),
                refused.identity().getPrincipal().getName(),
                role,
                team.isEmpty() ? null : team,
                refused.method() + " " + refused.route(),
                null,
                refused.targetId(),
                null,
                refused.status(),
                refused.reason());
    }

    private static @Nullable UUID uuidOrNull(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException clientsOwn) {
            return null;
        }
    }
}
