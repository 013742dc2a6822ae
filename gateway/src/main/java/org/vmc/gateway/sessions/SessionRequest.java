package org.vmc.gateway.sessions;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import org.vmc.http.identity.Caller;

/** Asks for the identity of a caller whose session was found. */
final class SessionRequest extends BaseAuthenticationRequest {
    private final Caller caller;

    SessionRequest(Caller caller) {
        this.caller = caller;
    }

    Caller caller() {
        return caller;
    }
}
