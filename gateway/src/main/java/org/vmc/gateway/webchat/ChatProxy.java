package org.vmc.gateway.webchat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.vmc.gateway.consoles.Bridge;
import org.vmc.gateway.consoles.Origins;
import org.vmc.gateway.sessions.SessionKeys;
import org.vmc.gateway.sessions.SessionKeys.SessionKey;
import org.vmc.gateway.upstream.Upstreams;
import org.vmc.http.correlation.CorrelationId;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.http.problem.Problems;

/**
 * {@code /api/v1/chat}: ties the WebSocket of a page that is logged in to the bot's. The bot wants a token in the
 * handshake, which a page does not have: it gets a key that is worth what the session is, and no longer than this
 * WebSocket is open. Runs on the event loop; nothing in it blocks.
 */
@Singleton
class ChatProxy {
    private static final Logger LOG = Logger.getLogger(ChatProxy.class);
    private static final String PATH = "/api/v1/chat";
    private static final String PATH_AT_BOT = "/chat";
    private static final short SESSION_OVER = 4401;

    private final Upstreams upstreams;
    private final SessionKeys keys;
    private final Problems problems;
    private final WebChatConfig config;
    private final Map<Bridge, SessionKey> open = new ConcurrentHashMap<>();

    ChatProxy(Upstreams upstreams, SessionKeys keys, Problems problems, WebChatConfig config) {
        this.upstreams = upstreams;
        this.keys = keys;
        this.problems = problems;
        this.config = config;
    }

    void register(@Observes Router router, Vertx vertx) {
        router.get(PATH).handler(this::open);
        // Tokens may be read from their file: not on the event loop.
        vertx.setPeriodic(
                config.checkEvery().toMillis(),
                timer -> Thread.ofVirtual().name("chat-sessions").start(this::endThoseThatAreOver));
    }

    private void endThoseThatAreOver() {
        open.forEach((bridge, key) -> {
            if (key.isOver()) {
                bridge.end(SESSION_OVER, "the session is over");
            }
        });
        open.entrySet().removeIf(entry -> {
            if (!entry.getKey().isClosed()) {
                return false;
            }
            entry.getValue().end();
            return true;
        });
    }

    private void open(RoutingContext request) {
        var inbound = request.request();
        if (!"websocket".equalsIgnoreCase(inbound.getHeader("Upgrade"))) {
            problems.answer(
                    request,
                    ProblemException.of(
                            ProblemType.MALFORMED, "This is a WebSocket, for the chat of the web console."));
            return;
        }
        // A browser sends the cookie whatever page asks; other servers' pages are not let in by any configuration.
        if (!Origins.isOwn(inbound)) {
            problems.answer(request, ProblemException.forbidden("Pages of another origin may not chat here."));
            return;
        }
        var key = keys.lend(inbound);
        if (key.isEmpty()) {
            problems.answer(
                    request,
                    ProblemException.forbidden(
                            "This chat is for sessions of the web console; holders of a token chat with the bot's own"
                                    + " WebSocket."));
            return;
        }
        inbound.pause();
        var headers =
                Map.of("Authorization", "Bearer " + key.get().text(), CorrelationId.HEADER, CorrelationId.of(request));
        upstreams
                .openSocket(config.bot(), PATH_AT_BOT, List.of(), headers)
                .onSuccess(bot -> accept(request, bot, key.get()))
                .onFailure(failure -> {
                    key.get().end();
                    LOG.warnf("The bot gave no chat: %s", failure);
                    problems.answer(
                            request,
                            ProblemException.of(
                                    ProblemType.UPSTREAM_UNREACHABLE,
                                    "The bot does not answer. The other pages go on working.",
                                    failure));
                });
    }

    private void accept(RoutingContext request, WebSocket bot, SessionKey key) {
        bot.pause();
        var upgraded = request.request().toWebSocket();
        request.request().resume();
        upgraded.onSuccess(page -> {
                    page.pause();
                    if (bot.isClosed()) {
                        key.end();
                        Bridge.end(page, bot);
                        return;
                    }
                    open.put(Bridge.ofTexts(page, bot), key);
                })
                .onFailure(gone -> {
                    key.end();
                    bot.close();
                });
    }
}
