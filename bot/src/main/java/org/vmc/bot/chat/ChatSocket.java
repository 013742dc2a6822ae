package org.vmc.bot.chat;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.gateway.Caller;
import org.vmc.bot.gateway.Gateway;
import org.vmc.bot.gateway.GatewayException;
import org.vmc.bot.gateway.GatewayRefused;
import org.vmc.bot.gateway.Gateways;
import org.vmc.bot.wire.ClientMessage;
import org.vmc.bot.wire.ServerMessage;
import org.vmc.bot.wire.Wire;

/**
 * {@code /chat}: JSON messages of {@link org.vmc.bot.wire} with clients that present an API token in the handshake. The
 * gateway is asked whose token it is before anything else is answered; a connection belongs to that user until it
 * closes.
 */
@WebSocket(path = "/chat")
class ChatSocket {

    private static final Logger LOG = Logger.getLogger(ChatSocket.class);
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([A-Za-z0-9._~+/=-]{1,4096})");
    private static final int UNAUTHORIZED = 401;

    private final Commands commands;
    private final Gateways gateways;
    private final LineThreads threads;
    private final Map<String, Conversation> conversations = new ConcurrentHashMap<>();

    ChatSocket(Commands commands, Gateways gateways, LineThreads threads) {
        this.commands = commands;
        this.gateways = gateways;
        this.threads = threads;
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        Optional<String> token = token(connection.handshakeRequest().header("Authorization"));
        if (token.isEmpty()) {
            close(connection, ServerMessage.CLOSE_UNAUTHORIZED, "The handshake carries no API token.");
            return;
        }
        Gateway gateway = gateways.withToken(token.get());
        try {
            welcome(connection, gateway, gateway.whoami());
        } catch (GatewayRefused e) {
            boolean unknown = e.status() == UNAUTHORIZED;
            close(
                    connection,
                    unknown ? ServerMessage.CLOSE_UNAUTHORIZED : ServerMessage.CLOSE_TRY_AGAIN,
                    unknown ? "The gateway does not accept this API token." : e.sentence());
        } catch (GatewayException e) {
            close(connection, ServerMessage.CLOSE_TRY_AGAIN, e.sentence());
        }
    }

    @OnTextMessage
    @RunOnVirtualThread
    void message(String json, WebSocketConnection connection) {
        Conversation conversation = conversations.get(connection.id());
        if (conversation == null) {
            return;
        }
        Optional<ClientMessage> message = Wire.clientMessage(json);
        if (message.isEmpty()) {
            send(connection, new ServerMessage.Error("", "Not a message of this protocol.", ""));
            return;
        }
        conversation.receive(message.get());
    }

    @OnClose
    void close(WebSocketConnection connection) {
        Conversation conversation = conversations.remove(connection.id());
        if (conversation != null) {
            conversation.end();
        }
    }

    @OnError
    void error(Exception e, WebSocketConnection connection) {
        LOG.debugf(e, "Connection %s failed", connection.id());
    }

    private void welcome(WebSocketConnection connection, Gateway gateway, Caller caller) {
        conversations.put(
                connection.id(),
                new Conversation(
                        commands.model(), caller, gateway, message -> send(connection, message), threads.executor()));
        send(
                connection,
                new ServerMessage.Welcome("", caller.user(), caller.role().label()));
    }

    /** A client that went away is noticed by its close; what it would have been told is lost with it. */
    private static void send(WebSocketConnection connection, ServerMessage message) {
        if (connection.isClosed()) {
            return;
        }
        try {
            connection.sendTextAndAwait(Wire.write(message));
        } catch (RuntimeException e) {
            LOG.debugf(e, "Connection %s is gone", connection.id());
        }
    }

    private static void close(WebSocketConnection connection, int code, String reason) {
        connection.closeAndAwait(new CloseReason(code, reason));
    }

    private static Optional<String> token(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher bearer = BEARER.matcher(header);
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }
}
