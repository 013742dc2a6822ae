package org.vmc.http.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.vmc.http.problem.ProblemException;

/** Wraps a position in a list so that clients hand it back and do not read or build it. */
public final class Cursor {
    private static final int MAX_LENGTH = 2000;

    private Cursor() {}

    public static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws ProblemException 422 naming {@code cursor} when the text is none of ours. The position itself is not
     *     signed: the list that reads it checks it like any input.
     */
    public static String decode(String cursor) {
        if (cursor.length() > MAX_LENGTH) {
            throw refused();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(cursor);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            throw refused();
        }
    }

    /** For a list whose position does not make sense: the same refusal as for an unreadable cursor. */
    public static ProblemException refused() {
        return ProblemException.invalid("cursor", "must be the nextCursor of an earlier page");
    }
}
