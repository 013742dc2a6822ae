package org.vmc.bot.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Discord's WebSocket: HELLO, IDENTIFY, READY, heartbeats, RESUME with what was missed, invalid sessions, and streams
 * compressed when asked to.
 */
final class FakeDiscordGateway {

    private static final int DISPATCH = 0;
    private static final int HEARTBEAT = 1;
    private static final int IDENTIFY = 2;
    private static final int RESUME = 6;
    private static final int RECONNECT = 7;
    private static final int INVALID_SESSION = 9;
    private static final int HELLO = 10;
    private static final int HEARTBEAT_ACK = 11;

    private final Vertx vertx;
    private final FakeDiscord discord;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger identified = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private volatile long heartbeatMillis = 41_250;
    private volatile boolean refusing;

    FakeDiscordGateway(Vertx vertx, FakeDiscord discord) {
        this.vertx = vertx;
        this.discord = discord;
    }

    /** What was told to one client, by sequence number from one. */
    private static final class Session {
        final List<ObjectNode> told = new ArrayList<>();
    }

    int identified() {
        return identified.get();
    }

    int resumed() {
        return resumed.get();
    }

    int heartbeats() {
        return heartbeats.get();
    }

    int handshakes() {
        return handshakes.get();
    }

    /** Whether somebody is there to be told. */
    boolean isListenedTo() {
        return connections.stream().anyMatch(connection -> connection.session != null);
    }

    void heartbeatEvery(long millis) {
        heartbeatMillis = millis;
    }

    /** Answers every new connection with 502. */
    void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** Tells an event to the session, now or when it resumes. */
    void tell(String type, JsonNode data) {
        sessions.values().forEach(session -> dispatch(session, type, data));
    }

    /** Breaks the connection off, as a network does. */
    void cut() {
        connections.forEach(connection -> connection.socket.close());
    }

    /** Asks the client to connect again. */
    void askToReconnect() {
        connections.forEach(connection -> connection.send(frame(RECONNECT)));
    }

    /** Says that the session is gone. */
    void invalidate() {
        List<Connection> open = List.copyOf(connections);
        sessions.clear();
        open.forEach(connection -> {
            ObjectNode invalid = frame(INVALID_SESSION);
            invalid.put("d", false);
            connection.send(invalid);
        });
    }

    /** Whether a new connection is taken. */
    boolean shakesHands() {
        handshakes.incrementAndGet();
        return !refusing;
    }

    void accept(ServerWebSocket socket) {
        Connection connection = new Connection(socket);
        connections.add(connection);
        socket.closeHandler(closed -> connections.remove(connection));
        socket.exceptionHandler(gone -> connections.remove(connection));
        socket.textMessageHandler(text -> connection.receive(read(text)));
        ObjectNode hello = frame(HELLO);
        hello.putObject("d").put("heartbeat_interval", heartbeatMillis);
        connection.send(hello);
    }

    private void dispatch(Session session, String type, JsonNode data) {
        synchronized (session) {
            ObjectNode event = frame(DISPATCH).put("t", type).put("s", session.told.size() + 1);
            event.set("d", data);
            session.told.add(event);
            connections.stream()
                    .filter(connection -> connection.session == session)
                    .forEach(connection -> connection.send(event));
        }
    }

    private static ObjectNode frame(int operation) {
        return FakeDiscord.JSON.createObjectNode().put("op", operation);
    }

    private static JsonNode read(String text) {
        try {
            return FakeDiscord.JSON.readTree(text);
        } catch (IOException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    private final class Connection {
        private final ServerWebSocket socket;
        private final Deflater deflater = new Deflater();
        private final boolean compressed;
        private volatile @Nullable Session session;

        Connection(ServerWebSocket socket) {
            this.socket = socket;
            this.compressed = String.valueOf(socket.query()).contains("compress=zlib-stream");
        }

        synchronized void send(ObjectNode frame) {
            byte[] text = frame.toString().getBytes(StandardCharsets.UTF_8);
            if (!compressed) {
                vertx.runOnContext(now -> socket.writeTextMessage(frame.toString()));
                return;
            }
            deflater.setInput(text);
            Buffer out = Buffer.buffer();
            byte[] part = new byte[8192];
            for (int length = 1; length > 0; ) {
                length = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
                out.appendBytes(part, 0, length);
            }
            socket.writeBinaryMessage(out);
        }

        void receive(JsonNode frame) {
            switch (frame.path("op").asInt()) {
                case HEARTBEAT -> {
                    heartbeats.incrementAndGet();
                    send(frame(HEARTBEAT_ACK));
                }
                case IDENTIFY -> identify(frame.path("d").path("token").asText());
                case RESUME -> resume(frame.path("d"));
                default -> {}
            }
        }

        private void identify(String token) {
            if (!token.equals(FakeDiscord.TOKEN)) {
                socket.close((short) 4004, "Authentication failed.");
                return;
            }
            identified.incrementAndGet();
            String id = UUID.randomUUID().toString();
            Session fresh = new Session();
            sessions.clear();
            sessions.put(id, fresh);
            session = fresh;
            ObjectNode ready = FakeDiscord.JSON.createObjectNode();
            ready.put("v", 10).put("session_id", id);
            ready.put("resume_gateway_url", discord.socket().toString());
            ready.set("user", discord.self());
            ready.putObject("application")
                    .put("id", discord.self().path("id").asText())
                    .put("flags", 0);
            ready.putArray("private_channels");
            ready.putArray("guilds")
                    .addObject()
                    .put("id", discord.guild().path("id").asText())
                    .put("unavailable", true);
            dispatch(fresh, "READY", ready);
            dispatch(fresh, "GUILD_CREATE", discord.guild());
        }

        private void resume(JsonNode from) {
            Session known = sessions.get(from.path("session_id").asText());
            if (known == null) {
                ObjectNode invalid = frame(INVALID_SESSION);
                invalid.put("d", false);
                send(invalid);
                return;
            }
            resumed.incrementAndGet();
            synchronized (known) {
                known.told.stream().skip(from.path("seq").asInt()).forEach(this::send);
                session = known;
            }
            dispatch(known, "RESUMED", FakeDiscord.JSON.createObjectNode());
        }
    }
}
