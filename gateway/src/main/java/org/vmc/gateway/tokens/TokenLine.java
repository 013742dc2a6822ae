package org.vmc.gateway.tokens;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;

/**
 * One line of the tokens file: {@code sha256hex user role team [expires]}, separated by blanks. The team is {@code -}
 * for none, expires is an instant such as {@code 2030-01-31T12:00:00Z}. Lines that are empty or begin with {@code #}
 * are skipped. The role {@code bot} is no role: such a token speaks for linked users of chats only.
 *
 * <p>{@code printf %s "$TOKEN" | sha256sum} makes the hash.
 */
final class TokenLine {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final String NO_TEAM = "-";
    private static final String BOT = "bot";

    private TokenLine() {}

    static boolean isComment(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    /** Empty for a line that is none: a typing mistake must not let anybody in, nor lock everybody out. */
    static Optional<ApiToken> parse(String line) {
        var parts = BLANKS.split(line.strip());
        if (parts.length < 4 || parts.length > 5 || !HASH.matcher(parts[0]).matches()) {
            return Optional.empty();
        }
        var team = parts[3].equals(NO_TEAM) ? "" : parts[3];
        var holder = holder(parts[1], parts[2], team);
        if (holder.isEmpty() || !isName(parts[1]) || !(team.isEmpty() || isName(team))) {
            return Optional.empty();
        }
        try {
            var expires = parts.length == 5 ? Instant.parse(parts[4]) : null;
            return Optional.of(new ApiToken(HexFormat.of().parseHex(parts[0]), holder.get(), expires));
        } catch (DateTimeException notAnInstant) {
            return Optional.empty();
        }
    }

    private static Optional<Holder> holder(String name, String role, String team) {
        if (role.equals(BOT)) {
            return Optional.of(new Holder.Bot(name));
        }
        return Role.named(role).map(known -> new Holder.User(new Caller(name, known, team)));
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
