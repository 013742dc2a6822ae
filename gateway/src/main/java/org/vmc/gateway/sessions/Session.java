package org.vmc.gateway.sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One browser that is logged in. Neither its cookie nor its token can be made of what is kept.
 *
 * @param id hash of the cookie's value, in hexadecimal
 * @param token hash of the API token it was begun with, in hexadecimal: the session is worth what the token is
 */
record Session(String id, String token, Instant began, Instant used) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    Session usedAt(Instant now) {
        return new Session(id, token, began, now);
    }

    /** When it is over unless it is used. */
    Instant ends(Duration idle, Duration longest) {
        var byUse = used.plus(idle);
        var byAge = began.plus(longest);
        return byUse.isBefore(byAge) ? byUse : byAge;
    }

    String line() {
        return String.join(" ", id, token, began.toString(), used.toString());
    }

    /** Empty for a line that is none: such a browser logs in again. */
    static Optional<Session> parse(String line) {
        var parts = line.split(" ", -1);
        if (parts.length != 4
                || !HASH.matcher(parts[0]).matches()
                || !HASH.matcher(parts[1]).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Session(parts[0], parts[1], Instant.parse(parts[2]), Instant.parse(parts[3])));
        } catch (DateTimeParseException noInstant) {
            return Optional.empty();
        }
    }
}
