package org.vmc.gateway.tokens;

import jakarta.inject.Singleton;
import java.time.Instant;

/** Users who hold a token: what one of them began may go on. May read a file. Thread-safe. */
@Singleton
public class TokenHolders {
    private final Tokens tokens;

    TokenHolders(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Whether any valid token stands for this user. */
    public boolean hold(String user) {
        return tokens.anyOf(user, Instant.now());
    }
}
