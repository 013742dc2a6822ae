package org.vmc.gateway.sessions;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.vmc.gateway.tokens.TokenHolders;

/** Turns the caller of a session into an identity. */
@ApplicationScoped
class SessionIdentities implements IdentityProvider<SessionRequest> {
    @Override
    public Class<SessionRequest> getRequestType() {
        return SessionRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionRequest request, AuthenticationRequestContext context) {
        return Uni.createFrom().item(TokenHolders.identity(request.caller()));
    }
}
