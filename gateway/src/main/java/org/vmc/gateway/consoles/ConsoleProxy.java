package org.vmc.gateway.consoles;

import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.vmc.gateway.tokens.TokenHolders;
import org.vmc.gateway.upstream.Service;
import org.vmc.gateway.upstream.Upstreams;
import org.vmc.http.correlation.CorrelationId;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.http.problem.Problems;

/**
 * {@code /api/v1/console}: ties a client's WebSocket to vm-service's. Needs no API token, which a browser could not
 * send with it: the ticket among the subprotocols is what vm-service asks for, and it was given to the holder of a
 * token. What vm-service refuses is answered before the upgrade. Runs on the event loop; nothing in it blocks.
 */
@Singleton
class ConsoleProxy {
    private static final Logger LOG = Logger.getLogger(ConsoleProxy.class);
    private static final String PATH = "/api/v1/console";
    private static final String OFFERED = "Sec-WebSocket-Protocol";
    private static final String USER = "X-Vmc-User";

    private final Upstreams upstreams;
    private final Origins origins;
    private final TokenHolders holders;
    private final Problems problems;
    private final ConsolesConfig config;
    private final Map<Bridge, String> users = new ConcurrentHashMap<>();

    ConsoleProxy(Upstreams upstreams, Origins origins, TokenHolders holders, Problems problems, ConsolesConfig config) {
        this.upstreams = upstreams;
        this.origins = origins;
        this.holders = holders;
        this.problems = problems;
        this.config = config;
    }

    void register(@Observes Router router, Vertx vertx) {
        router.get(PATH).handler(this::open);
        // Tokens may be read from their file: not on the event loop.
        vertx.setPeriodic(
                config.checkEvery().toMillis(),
                timer -> Thread.ofVirtual().name("console-users").start(this::endThoseOfNobody));
    }

    /** Ends consoles of users without a token. */
    private void endThoseOfNobody() {
        users.keySet().removeIf(Bridge::isClosed);
        Set<String> gone = Set.copyOf(users.values()).stream()
                .filter(user -> !holders.hold(user))
                .collect(Collectors.toSet());
        users.forEach((bridge, user) -> {
            if (gone.contains(user)) {
                bridge.endForUser();
            }
        });
    }

    private void open(RoutingContext request) {
        var inbound = request.request();
        inbound.pause();
        if (!"websocket".equalsIgnoreCase(inbound.getHeader("Upgrade"))) {
            problems.answer(
                    request,
                    ProblemException.of(
                            ProblemType.MALFORMED,
                            "This is a WebSocket; POST /api/v1/vms/{id}/console gives a ticket to it."));
            return;
        }
        if (!origins.allow(inbound)) {
            problems.answer(
                    request,
                    ProblemException.forbidden(
                            "Pages of another origin may not open consoles here (vmc.gateway.consoles.origins)."));
            return;
        }
        var headers = Map.of(CorrelationId.HEADER, CorrelationId.of(request));
        upstreams
                .openSocket(Service.VM, PATH, offered(request), headers)
                .onSuccess(service -> accept(request, service))
                .onFailure(failure -> refuse(request, failure));
    }

    private void accept(RoutingContext request, WebSocket service) {
        service.pause();
        // The headers of the handshake are there during this call alone.
        var user = service.headers().get(USER);
        var upgraded = request.request().toWebSocket();
        request.request().resume();
        upgraded.onSuccess(client -> {
                    client.pause();
                    if (service.isClosed()) {
                        Bridge.end(client, service);
                        return;
                    }
                    var bridge = Bridge.ofBytes(client, service);
                    if (user != null) {
                        users.put(bridge, user);
                    }
                })
                .onFailure(gone -> service.close());
    }

    private void refuse(RoutingContext request, Throwable failure) {
        if (failure instanceof UpgradeRejectedException refused) {
            var response = request.response().setStatusCode(refused.getStatus());
            for (var name : List.of("Content-Type", "Retry-After", "WWW-Authenticate")) {
                var value = refused.getHeaders().get(name);
                if (value != null) {
                    response.putHeader(name, value);
                }
            }
            var body = refused.getBody();
            if (body == null) {
                response.end();
            } else {
                response.end(body);
            }
            return;
        }
        LOG.warnf("vm-service gave no console: %s", failure);
        problems.answer(request, Upstreams.unreachable(List.of(Service.VM), "Other services go on working.", failure));
    }

    private static List<String> offered(RoutingContext request) {
        return request.request().headers().getAll(OFFERED).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
