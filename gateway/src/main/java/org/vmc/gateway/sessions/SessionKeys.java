package org.vmc.gateway.sessions;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.vmc.gateway.sessions.Sessions.LoggedIn;
import org.vmc.gateway.tokens.LentKeys;

/** Lends keys that are worth what a browser's session is at that moment. Thread-safe. */
@Singleton
public class SessionKeys {
    private final Sessions sessions;
    private final LentKeys keys;

    SessionKeys(Sessions sessions, LentKeys keys) {
        this.sessions = sessions;
        this.keys = keys;
    }

    /** A key of the session our own page sent; empty without a session. Whoever asked ends it. */
    public Optional<SessionKey> lend(HttpServerRequest request) {
        return SessionCookie.of(request)
                .filter(sessions::isOn)
                .map(cookie ->
                        new SessionKey(keys.lend(() -> sessions.find(cookie).map(LoggedIn::caller)), cookie));
    }

    /** A key that was lent. */
    public final class SessionKey {
        private final String text;
        private final String cookie;

        private SessionKey(String text, String cookie) {
            this.text = text;
            this.cookie = cookie;
        }

        /** What stands in an API token's place. */
        public String text() {
            return text;
        }

        /** Whether its session is over, or the session's token no longer valid. May read a file. */
        public boolean isOver() {
            return !sessions.isOn(cookie);
        }

        public void end() {
            keys.end(text);
        }
    }
}
