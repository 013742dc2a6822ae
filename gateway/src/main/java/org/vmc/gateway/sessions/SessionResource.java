package org.vmc.gateway.sessions;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.gateway.tokens.TokenHolders;
import org.vmc.gateway.tokens.TokenHolders.Found;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** {@code /api/v1/session}: logs a browser in and out. Open to everybody: it is where one comes without anything. */
@Path("/api/v1/session")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "identity")
@PermitAll
@RunOnVirtualThread
public class SessionResource {
    private final Sessions sessions;
    private final KeptSessions kept;
    private final TokenHolders holders;

    SessionResource(Sessions sessions, KeptSessions kept, TokenHolders holders) {
        this.sessions = sessions;
        this.kept = kept;
        this.holders = holders;
    }

    @GET
    @Operation(operationId = "session", summary = "Whether this browser is logged in, and as whom")
    public Response show(@Context HttpServerRequest request) {
        var session = SessionCookie.of(request).flatMap(sessions::find);
        return answer(session.map(SessionView::of).orElse(SessionView.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "logIn",
            summary = "Exchange an API token for a cookie",
            description =
                    "The cookie stands for the token at this gateway until it is unused for a while, until DELETE,"
                            + " or until the token is revoked. Changes made with it need the header X-Vmc-Console.")
    public Response logIn(@Nullable NewSession body, @Context HttpServerRequest request) {
        requireOurs(request);
        var token = body == null || body.token() == null ? "" : body.token().strip();
        if (token.isEmpty()) {
            throw ProblemException.invalid("token", "must not be blank");
        }
        return switch (holders.find(token)) {
            case Found.Valid valid -> begin(valid, request);
            case Found.Expired expired ->
                throw refused("This token expired at %s. Ask an administrator for another.".formatted(expired.at()));
            case Found.Unknown unknown ->
                throw refused("This token is not known here. Was all of it copied? It may also have been revoked.");
        };
    }

    @DELETE
    @Operation(operationId = "logOut", summary = "End this browser's session; without one nothing happens")
    public Response logOut(@Context HttpServerRequest request) {
        requireOurs(request);
        SessionCookie.of(request).ifPresent(sessions::end);
        SessionCookie.take(request);
        kept.write();
        return Response.noContent().build();
    }

    private Response begin(Found.Valid valid, HttpServerRequest request) {
        // A browser that logs in again leaves no session behind.
        SessionCookie.of(request).ifPresent(sessions::end);
        var cookie = sessions.begin(valid.sha256());
        kept.write();
        SessionCookie.give(request, cookie);
        return answer(sessions.find(cookie).map(SessionView::of).orElse(SessionView.NONE));
    }

    /** Another page must not log a browser in as somebody else either. */
    private static void requireOurs(HttpServerRequest request) {
        if (!SessionCookie.isOurs(request)) {
            throw ProblemException.forbidden("Only pages of this gateway log in and out here; they send the header %s."
                    .formatted(SessionCookie.CONSOLE_HEADER));
        }
    }

    private static ProblemException refused(String detail) {
        return ProblemException.of(ProblemType.UNAUTHENTICATED, detail);
    }

    private static Response answer(SessionView view) {
        return Response.ok(view).header("Cache-Control", "no-store").build();
    }
}
