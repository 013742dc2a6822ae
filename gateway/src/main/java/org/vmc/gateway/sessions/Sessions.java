package org.vmc.gateway.sessions;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.gateway.tokens.TokenHolders;
import org.vmc.http.identity.Caller;

/**
 * Who is logged in. A session is found by the hash of its cookie and stands for whoever its token stands for at that
 * moment, so a revoked token, or another role, counts at once. Thread-safe.
 */
@Singleton
class Sessions {
    private static final int COOKIE_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> known = new ConcurrentHashMap<>();
    private final SessionsConfig config;
    private final TokenHolders holders;
    private final Clock clock;

    @Inject
    Sessions(SessionsConfig config, TokenHolders holders) {
        this(config, holders, Clock.systemUTC());
    }

    Sessions(SessionsConfig config, TokenHolders holders, Clock clock) {
        this.config = config;
        this.holders = holders;
        this.clock = clock;
    }

    /** A caller who is logged in. */
    record LoggedIn(Caller caller, Instant until) {}

    /**
     * Begins a session.
     *
     * @param token hash of a valid token
     * @return the value of its cookie, told this once
     */
    String begin(String token) {
        forgetOver();
        while (known.size() >= config.most()) {
            known.values().stream()
                    .min(Comparator.comparing(Session::used))
                    .ifPresent(oldest -> known.remove(oldest.id()));
        }
        var secret = new byte[COOKIE_BYTES];
        random.nextBytes(secret);
        var cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        var now = clock.instant();
        var session = new Session(hash(cookie), token, now, now);
        known.put(session.id(), session);
        return cookie;
    }

    /** Who comes with this cookie; empty when the session is over or its token is no longer valid. Counts as a use. */
    Optional<LoggedIn> find(String cookie) {
        var now = clock.instant();
        var session =
                known.computeIfPresent(hash(cookie), (id, found) -> isOver(found, now) ? null : found.usedAt(now));
        if (session == null) {
            return Optional.empty();
        }
        var caller = holders.holder(session.token());
        if (caller.isEmpty()) {
            known.remove(session.id());
        }
        return caller.map(holder -> new LoggedIn(holder, session.ends(config.idle(), config.longest())));
    }

    /** Whether this session and its token still count. Asking is no use of it. */
    boolean isOn(String cookie) {
        var session = known.get(hash(cookie));
        return session != null
                && !isOver(session, clock.instant())
                && holders.holder(session.token()).isPresent();
    }

    /** Ends a session; one that is not there is ended already. */
    void end(String cookie) {
        known.remove(hash(cookie));
    }

    /** Those that are not over, for keeping. */
    List<Session> all() {
        forgetOver();
        return List.copyOf(known.values());
    }

    void restore(List<Session> kept) {
        kept.forEach(session -> known.put(session.id(), session));
        forgetOver();
    }

    private void forgetOver() {
        var now = clock.instant();
        known.values().removeIf(session -> isOver(session, now));
    }

    private boolean isOver(Session session, Instant now) {
        return !now.isBefore(session.ends(config.idle(), config.longest()));
    }

    private static String hash(String cookie) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(cookie.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
