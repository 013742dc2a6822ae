package org.vmc.http.problem;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.vmc.http.correlation.CorrelationId;

/**
 * Tells whoever keeps an audit trail of refusals for lack of role or ownership. Returns at once: a refusal may be
 * answered on an event loop.
 */
@Singleton
class RefusedActions {
    private final CurrentIdentityAssociation identities;
    private final Event<RefusedAction> refused;

    RefusedActions(CurrentIdentityAssociation identities, Event<RefusedAction> refused) {
        this.identities = identities;
        this.refused = refused;
    }

    void tell(ProblemException refusal, ContainerRequestContext request) {
        if (refusal.type() != ProblemType.FORBIDDEN) {
            return;
        }
        var identity = identities.getIdentity();
        if (identity.isAnonymous()) {
            return;
        }
        var uri = request.getUriInfo();
        refused.fireAsync(new RefusedAction(
                identity,
                request.getMethod(),
                route(uri),
                uri.getPathParameters().getFirst("id"),
                refusal.type().status(),
                refusal.detail(),
                CorrelationId.current()));
    }

    private static String route(UriInfo uri) {
        Map<String, String> names = new HashMap<>();
        uri.getPathParameters().forEach((name, values) -> names.put(values.getFirst(), "{" + name + "}"));
        return Arrays.stream(uri.getPath().split("/", -1))
                .map(part -> names.getOrDefault(part, part))
                .collect(Collectors.joining("/"));
    }
}
