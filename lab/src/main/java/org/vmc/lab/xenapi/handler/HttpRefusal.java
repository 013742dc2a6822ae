package org.vmc.lab.xenapi.handler;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request is refused with an HTTP status and a page that says why. */
public final class HttpRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String realm;

    public HttpRefusal(int status, String reason) {
        this(status, reason, null);
    }

    private HttpRefusal(int status, String reason, @Nullable String realm) {
        super(reason, null, false, false);
        this.status = status;
        this.realm = realm;
    }

    /** Status 401: the request must name a session, or a user and password. */
    static HttpRefusal unauthorised(String realm) {
        return new HttpRefusal(401, "Please supply authentication", realm);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** What the page says. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Where to authenticate, for status 401. */
    public Optional<String> realm() {
        return Optional.ofNullable(realm);
    }
}
