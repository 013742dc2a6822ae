package org.vmc.lab.xenapi.handler;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.session.Sessions;
import org.vmc.lab.xenapi.store.Store;

/**
 * Who may use the handlers: requests with {@code session_id} of a session, as cookie or parameter, or with Basic
 * authentication. A wrong session is refused even when the password is right, as on a real server.
 */
public final class Access {

    private static final String BASIC = "Basic ";

    private final Store store;
    private final Sessions sessions;

    public Access(Store store, Sessions sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    void require(Request request, String realm) {
        var session = request.param("session_id");
        var allowed = session.isPresent()
                ? store.find("session", new Ref(session.get())).isPresent()
                : request.header("authorization").filter(this::accepts).isPresent();
        if (!allowed) {
            throw HttpRefusal.unauthorised(realm);
        }
    }

    private boolean accepts(String header) {
        return header.startsWith(BASIC)
                && decoded(header.substring(BASIC.length()))
                        .map(text -> text.split(":", 2))
                        .filter(parts -> parts.length == 2 && sessions.accepts(parts[0], parts[1]))
                        .isPresent();
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
