package org.vmc.gateway.tokens;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;

/** Users who hold a token: what one of them began may go on. May read a file. Thread-safe. */
@Singleton
public class TokenHolders {
    private final Tokens tokens;

    TokenHolders(Tokens tokens) {
        this.tokens = tokens;
    }

    /** What a text that should be a token turned out to be. */
    public sealed interface Found {
        /** @param sha256 the token's hash in hexadecimal, which {@link #holder} takes */
        record Valid(Caller caller, String sha256) implements Found {}

        /** It was a token until then. */
        record Expired(Instant at) implements Found {}

        record Unknown() implements Found {}
    }

    /** Whether any valid token stands for this user. */
    public boolean hold(String user) {
        return now(user).isPresent();
    }

    /** This user with the greatest role a valid token gives; empty without one. */
    public Optional<Caller> now(String user) {
        return tokens.user(user, Instant.now());
    }

    /** Looks a token up for somebody who logs in with it. Only who has a token learns that its time is over. */
    public Found find(String token) {
        var now = Instant.now();
        var hash = Tokens.sha256(token);
        var known = tokens.find(hash, now);
        var caller = known.flatMap(ApiToken::user);
        if (known.isEmpty() || caller.isEmpty()) {
            return new Found.Unknown();
        }
        var expires = known.get().expires();
        return expires == null || now.isBefore(expires)
                ? new Found.Valid(caller.get(), HexFormat.of().formatHex(hash))
                : new Found.Expired(expires);
    }

    /** Whom the token with this hash stands for now; empty when it is no longer valid. */
    public Optional<Caller> holder(String sha256) {
        var now = Instant.now();
        return tokens.find(HexFormat.of().parseHex(sha256), now)
                .filter(known -> known.isValidAt(now))
                .flatMap(ApiToken::user);
    }

    /** The identity of a caller, before roles are expanded. */
    public static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.user()))
                .addRole(caller.role().wireName())
                .addAttribute(Callers.TEAM, caller.team())
                .build();
    }
}
