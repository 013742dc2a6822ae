package org.vmc.gateway.tokens;

import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.Problems;

/**
 * Reads {@code Authorization: Bearer <API token>} , and for whom in a chat the bot asks; asks for a token when there is
 * none.
 */
@ApplicationScoped
class TokenMechanism implements HttpAuthenticationMechanism {
    private static final String SCHEME = "bearer";
    private static final int MAX_LENGTH = 512;

    private final Problems problems;

    TokenMechanism(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        return token(request.request().getHeader("Authorization"))
                .map(token -> identities.authenticate(credential(token, request)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer realm=\"vmc\""));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        problems.challenge(request);
        return Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, SCHEME));
    }

    private static TokenAuthenticationRequest credential(String token, RoutingContext request) {
        var credential = new TokenAuthenticationRequest(new TokenCredential(token, SCHEME));
        var chatUser = request.request().getHeader(ChatHeader.NAME);
        if (chatUser != null) {
            credential.setAttribute(ChatHeader.NAME, chatUser);
        }
        return credential;
    }

    private static Optional<String> token(@Nullable String header) {
        if (header == null || header.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var isBearer = header.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1);
        return isBearer ? Optional.of(header.substring(SCHEME.length() + 1).strip()) : Optional.empty();
    }
}
