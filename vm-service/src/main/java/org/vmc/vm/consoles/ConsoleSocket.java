package org.vmc.vm.consoles;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.http.problem.Problems;

/**
 * {@code GET /api/v1/console}: the WebSocket of a console. Its ticket is the whole of the authentication, and comes as
 * a subprotocol: browsers let a page set no other header, and addresses end up in logs.
 *
 * <p>A bad ticket is answered before the upgrade, as a problem like any other.
 */
@Singleton
class ConsoleSocket implements HttpServerOptionsCustomizer {

    static final String PATH = "/api/v1/console";

    private static final Logger LOG = Logger.getLogger(ConsoleSocket.class);
    private static final String SUBPROTOCOL = "vmc.console.v1";
    private static final String TICKET = "vmc.ticket.";
    /** Room for what somebody pastes: browsers send it in one frame. */
    private static final int LARGEST_FRAME_BYTES = 1 << 20;

    private static final String OFFERED = "Sec-WebSocket-Protocol";
    /** Tells the gateway whose console it is, so that it can end it with the user's tokens. */
    private static final String USER = "X-Vmc-User";

    private final Consoles consoles;
    private final Problems problems;
    private final Vertx vertx;

    ConsoleSocket(Consoles consoles, Problems problems, Vertx vertx) {
        this.consoles = consoles;
        this.problems = problems;
        this.vertx = vertx;
    }

    /** What a client offers to show this ticket. */
    static List<String> subprotocols(String ticket) {
        return List.of(SUBPROTOCOL, TICKET + ticket);
    }

    /** A browser drops a connection whose server chose none of what it offered. */
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.addWebSocketSubProtocol(SUBPROTOCOL);
        options.setMaxWebSocketFrameSize(LARGEST_FRAME_BYTES);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }

    void register(@Observes Router router) {
        router.get(PATH).handler(this::open);
    }

    private void open(RoutingContext request) {
        request.request().pause();
        Context loop = vertx.getOrCreateContext();
        Optional<String> ticket = ticket(request);
        if (!"websocket".equalsIgnoreCase(request.request().getHeader("Upgrade")) || ticket.isEmpty()) {
            problems.answer(
                    request,
                    ProblemException.of(
                            ProblemType.MALFORMED,
                            "This is a WebSocket, opened with the subprotocols that came with a ticket."));
            return;
        }
        Thread.ofVirtual().name("console").start(() -> serve(request, loop, ticket.get()));
    }

    private void serve(RoutingContext request, Context loop, String ticket) {
        ConsoleSession session;
        try {
            session = consoles.redeem(ticket);
        } catch (ProblemException refusal) {
            loop.runOnContext(now -> problems.answer(request, refusal));
            return;
        } catch (RuntimeException failure) {
            ProblemException internal =
                    ProblemException.of(ProblemType.INTERNAL, "The console could not be opened.", failure);
            loop.runOnContext(now -> problems.answer(request, internal));
            return;
        }
        loop.runOnContext(now -> upgrade(request, session));
    }

    private static void upgrade(RoutingContext request, ConsoleSession session) {
        request.response().putHeader(USER, session.caller().user());
        var upgraded = request.request().toWebSocket();
        request.request().resume();
        upgraded.onSuccess(socket -> begin(socket, session)).onFailure(failure -> {
            LOG.debugf(failure, "Console %s was not taken", session.id());
            run(session, GoneClient.INSTANCE);
        });
    }

    private static void begin(ServerWebSocket socket, ConsoleSession session) {
        run(session, SocketClient.on(socket));
    }

    private static void run(ConsoleSession session, ConsoleSession.Client client) {
        Thread.ofVirtual().name("console-" + session.id()).start(() -> {
            try {
                session.run(client);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Optional<String> ticket(RoutingContext request) {
        return request.request().headers().getAll(OFFERED).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(offered -> offered.startsWith(TICKET))
                .map(offered -> offered.substring(TICKET.length()))
                .findFirst();
    }
}
