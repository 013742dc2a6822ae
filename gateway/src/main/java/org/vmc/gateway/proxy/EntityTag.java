package org.vmc.gateway.proxy;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The validator of an answer (RFC 9110 8.8.3): equal for equal bodies. It is weak, since it says nothing of how the
 * body is encoded on the way.
 */
final class EntityTag {
    private static final int BYTES = 16;
    private static final String WEAK = "W/";

    private EntityTag() {}

    static String of(Buffer body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return WEAK
                    + '"'
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES))
                    + '"';
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Whether the client has it already: {@code *}, or a list with this tag, weak or not. */
    static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(known -> known.equals("*") || opaque(known).equals(opaque(tag)));
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
