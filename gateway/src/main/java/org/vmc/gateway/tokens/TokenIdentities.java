package org.vmc.gateway.tokens;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a known token into the identity of its caller. */
@ApplicationScoped
class TokenIdentities implements IdentityProvider<TokenAuthenticationRequest> {
    private final Tokens tokens;
    private final LentKeys lent;

    TokenIdentities(Tokens tokens, LentKeys lent) {
        this.tokens = tokens;
        this.lent = lent;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        var token = request.getToken().getToken();
        return tokens.holderOf(token, Instant.now())
                .or(() -> lent.callerOf(token).map(Holder.User::new))
                .flatMap(holder -> identity(holder, request.getAttribute(ChatHeader.NAME)))
                .map(identity -> Uni.createFrom().item(identity))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    /** Nobody but the bot may name a user of a chat. */
    private static Optional<SecurityIdentity> identity(Holder holder, @Nullable String chatUser) {
        return switch (holder) {
            case Holder.User user ->
                chatUser == null ? Optional.of(TokenHolders.identity(user.caller())) : Optional.empty();
            case Holder.Bot bot ->
                chatUser == null || ChatHeader.isWellFormed(chatUser)
                        ? Optional.of(identity(bot, chatUser))
                        : Optional.empty();
        };
    }

    /** Without any role yet: the link to a user gives those. */
    private static SecurityIdentity identity(Holder.Bot bot, @Nullable String chatUser) {
        var identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(chatUser == null ? bot.name() : chatUser));
        if (chatUser != null) {
            identity.addAttribute(ChatHeader.NAME, chatUser);
        }
        return identity.build();
    }
}
