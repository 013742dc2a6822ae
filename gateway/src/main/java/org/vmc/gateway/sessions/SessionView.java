package org.vmc.gateway.sessions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether this browser is logged in, and as whom.
 *
 * @param role viewer, engineer, operator or admin
 * @param team empty when none
 * @param until when the session is over unless it is used
 */
@Schema(name = "Session")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionView(
        boolean loggedIn,
        @Nullable String user,
        @Nullable String role,
        @Nullable String team,
        @Nullable Instant until) {
    static final SessionView NONE = new SessionView(false, null, null, null, null);

    static SessionView of(Sessions.LoggedIn session) {
        var caller = session.caller();
        return new SessionView(true, caller.user(), caller.role().wireName(), caller.team(), session.until());
    }
}
