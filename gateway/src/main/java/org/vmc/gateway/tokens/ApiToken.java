package org.vmc.gateway.tokens;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;

/**
 * A known token. Only its hash is kept: whoever reads the file cannot act with it.
 *
 * @param sha256 hash of the token's text
 * @param holder whom it stands for
 * @param expires when it stops; null for never
 */
record ApiToken(byte[] sha256, Holder holder, @Nullable Instant expires) {
    ApiToken {
        sha256 = sha256.clone();
    }

    @Override
    public byte[] sha256() {
        return sha256.clone();
    }

    /** Takes the same time whatever differs. */
    boolean hasHash(byte[] other) {
        return MessageDigest.isEqual(sha256, other);
    }

    /** The user it stands for; empty when that is the bot. */
    Optional<Caller> user() {
        return holder instanceof Holder.User known ? Optional.of(known.caller()) : Optional.empty();
    }

    /** Whether it stands for this user. */
    boolean isOf(String user) {
        return user().filter(known -> known.user().equals(user)).isPresent();
    }

    boolean isValidAt(Instant now) {
        return expires == null || now.isBefore(expires);
    }
}
