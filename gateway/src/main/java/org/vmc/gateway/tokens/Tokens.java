package org.vmc.gateway.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.vmc.http.identity.Caller;

/**
 * The known tokens. Looks at the file's time and size at most once a second and reads it again when they changed; a
 * file that cannot be read leaves the tokens as they were. Thread-safe.
 */
@Singleton
class Tokens {
    private static final Logger LOG = Logger.getLogger(Tokens.class);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(1);

    /** What tells one state of the file from the next. */
    private record Stamp(Instant modified, long sizeBytes, String key) {}

    private record Loaded(List<ApiToken> tokens, Stamp stamp, Instant lookedAt) {
        Loaded seenAgain(Instant now) {
            return new Loaded(tokens, stamp, now);
        }
    }

    private static final Stamp NONE = new Stamp(Instant.EPOCH, -1, "");

    private final Path file;
    private volatile Loaded loaded = new Loaded(List.of(), NONE, Instant.EPOCH);

    Tokens(TokensConfig config) {
        this.file = config.tokensFile();
    }

    /** Whom a token stands for; empty when it is unknown or its time is over. */
    Optional<Holder> holderOf(String token, Instant now) {
        return find(sha256(token), now).filter(known -> known.isValidAt(now)).map(ApiToken::holder);
    }

    /** The token with this hash, its time over or not; empty when it is unknown. */
    Optional<ApiToken> find(byte[] hash, Instant now) {
        // Every entry is compared, so that time tells nothing about which one matched.
        var match = Optional.<ApiToken>empty();
        for (var known : current(now)) {
            if (known.hasHash(hash) && match.isEmpty()) {
                match = Optional.of(known);
            }
        }
        return match;
    }

    /** This user with the greatest role a valid token gives; empty without one. */
    Optional<Caller> user(String name, Instant now) {
        return current(now).stream()
                .filter(known -> known.isValidAt(now) && known.isOf(name))
                .map(ApiToken::user)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Caller::role));
    }

    private List<ApiToken> current(Instant now) {
        if (now.isAfter(loaded.lookedAt().plus(LOOK_AGAIN_AFTER))) {
            look(now);
        }
        return loaded.tokens();
    }

    private synchronized void look(Instant now) {
        if (!now.isAfter(loaded.lookedAt().plus(LOOK_AGAIN_AFTER))) {
            return;
        }
        try {
            var stamp = stamp();
            loaded = stamp.equals(loaded.stamp()) ? loaded.seenAgain(now) : new Loaded(read(), stamp, now);
        } catch (IOException unreadable) {
            LOG.warnf("Cannot read the tokens file %s: %s. Known tokens stay as they were.", file, unreadable);
            loaded = loaded.seenAgain(now);
        }
    }

    private Stamp stamp() throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(
                attributes.lastModifiedTime().toInstant(), attributes.size(), String.valueOf(attributes.fileKey()));
    }

    private List<ApiToken> read() throws IOException {
        var lines = Files.readAllLines(file, UTF_8);
        var tokens = new ArrayList<ApiToken>();
        for (var number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1);
            if (TokenLine.isComment(line)) {
                continue;
            }
            var token = TokenLine.parse(line);
            if (token.isEmpty()) {
                // The line itself is a secret's hash; its number is enough.
                LOG.warnf("%s, line %d is ignored: expected 'sha256hex user role team [expires]'", file, number);
            }
            token.ifPresent(tokens::add);
        }
        LOG.infof("%d API tokens are known", tokens.size());
        return List.copyOf(tokens);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
