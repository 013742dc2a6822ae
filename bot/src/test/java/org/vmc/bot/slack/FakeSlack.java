package org.vmc.bot.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Slack on a loopback port, true enough for an unmodified Bolt in Socket Mode: the methods the bot calls, addresses for
 * private answers with their five uses, files, and a socket whose deliveries want to be acknowledged and are repeated
 * otherwise.
 */
final class FakeSlack implements AutoCloseable {

    static final String BOT_TOKEN = "xoxb-fake";
    static final String APP_TOKEN = "xapp-fake";
    static final String TEAM = "T1";
    static final String CHANNEL = "C1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ANSWERS = 5;

    /** A message as its readers see it. */
    static final class Shown {
        final String id;
        /** The one user who sees it; empty for all. */
        final String only;

        final List<Instant> changes = new CopyOnWriteArrayList<>();
        final List<String> files = new CopyOnWriteArrayList<>();
        volatile JsonNode blocks = JSON.createArrayNode();

        Shown(String id, String only) {
            this.id = id;
            this.only = only;
        }

        String text() {
            return blocks.path(0).path("text").path("text").asText();
        }

        /** Action ids by label. */
        Map<String, String> buttons() {
            Map<String, String> buttons = new LinkedHashMap<>();
            blocks.path(1)
                    .path("elements")
                    .forEach(button -> buttons.put(
                            button.path("text").path("text").asText(),
                            button.path("action_id").asText()));
            return buttons;
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, String> answerTo = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Map<String, Shown> messages = new ConcurrentHashMap<>();
    private final List<Shown> inOrder = new CopyOnWriteArrayList<>();
    private final Map<String, String> uploads = new ConcurrentHashMap<>();
    private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> unacknowledged = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<String> unknown = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger toLimit = new AtomicInteger();
    private volatile boolean refusing;
    private final HttpServer server;

    FakeSlack() {
        server = await(vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(this::read)
                .listen(0));
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/api/");
    }

    List<Shown> shown() {
        return List.copyOf(inOrder);
    }

    List<String> unknown() {
        return List.copyOf(unknown);
    }

    int opened() {
        return opened.get();
    }

    boolean isListenedTo() {
        return !sockets.isEmpty();
    }

    boolean isAcknowledged(ObjectNode envelope) {
        return acknowledged.contains(envelope.path("envelope_id").asText());
    }

    void limit(int requests) {
        toLimit.set(requests);
    }

    /** Lets nobody connect, or lets them again. */
    void refuse(boolean all) {
        refusing = all;
    }

    /** Breaks the connection off. */
    void cut() {
        sockets.forEach(ServerWebSocket::close);
    }

    ObjectNode command(String user, String text) {
        ObjectNode payload = JSON.createObjectNode();
        payload.put("command", "/vmc").put("text", text).put("team_id", TEAM).put("user_id", user);
        payload.put("channel_id", CHANNEL).put("trigger_id", trigger()).put("response_url", address(user));
        return envelope("slash_commands", payload);
    }

    ObjectNode press(String user, String actionId) {
        ObjectNode payload = JSON.createObjectNode();
        payload.put("type", "block_actions").put("trigger_id", trigger()).put("response_url", address(user));
        payload.putObject("user").put("id", user).put("team_id", TEAM);
        payload.putObject("team").put("id", TEAM);
        payload.putObject("channel").put("id", CHANNEL);
        payload.putArray("actions")
                .addObject()
                .put("type", "button")
                .put("action_id", actionId)
                .put("block_id", "b");
        return envelope("interactive", payload);
    }

    /** Delivers now, or as soon as somebody listens, until it is acknowledged. */
    void deliver(ObjectNode envelope) {
        unacknowledged.put(envelope.path("envelope_id").asText(), envelope);
        sockets.forEach(socket -> socket.writeTextMessage(envelope.toString()));
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static ObjectNode envelope(String type, ObjectNode payload) {
        ObjectNode envelope =
                JSON.createObjectNode().put("envelope_id", UUID.randomUUID().toString());
        envelope.put("type", type).put("accepts_response_payload", true);
        envelope.set("payload", payload);
        return envelope;
    }

    private String trigger() {
        return "trigger." + numbers.incrementAndGet() + "." + UUID.randomUUID();
    }

    private String address(String user) {
        String id = String.valueOf(numbers.incrementAndGet());
        answerTo.put(id, user);
        return "http://127.0.0.1:" + server.actualPort() + "/respond/" + id;
    }

    private void read(HttpServerRequest request) {
        String path = request.path();
        if (path.equals("/socket")) {
            request.toWebSocket().onSuccess(this::accept);
            return;
        }
        if (path.startsWith("/upload/")) {
            request.body().onSuccess(body -> {
                // What is between the parts of a form is of no interest here.
                uploads.put(path.substring("/upload/".length()), body.toString());
                request.response().end("OK");
            });
            return;
        }
        if (path.startsWith("/respond/")) {
            request.body().onSuccess(body -> respond(request, path.substring("/respond/".length()), body.toString()));
            return;
        }
        request.setExpectMultipart(true);
        request.endHandler(end -> method(request, path.replaceFirst("^/api/", ""), request.formAttributes()));
    }

    private void accept(ServerWebSocket socket) {
        sockets.add(socket);
        socket.closeHandler(gone -> sockets.remove(socket));
        socket.exceptionHandler(gone -> sockets.remove(socket));
        socket.textMessageHandler(text -> {
            String id = json(text).path("envelope_id").asText();
            acknowledged.add(id);
            unacknowledged.remove(id);
        });
        socket.writeTextMessage(
                "{\"type\":\"hello\",\"num_connections\":1,\"debug_info\":{},\"connection_info\":{\"app_id\":\"A1\"}}");
        unacknowledged.values().forEach(envelope -> socket.writeTextMessage(envelope.toString()));
    }

    private void respond(HttpServerRequest request, String id, String body) {
        String user = answerTo.get(id);
        int uses = answers.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
        if (user == null || uses > MOST_ANSWERS) {
            request.response().setStatusCode(404).end("used_url");
            return;
        }
        Shown message = new Shown("answer-" + numbers.incrementAndGet(), user);
        show(message, json(body).path("blocks"));
        inOrder.add(message);
        request.response().end("ok");
    }

    private void method(HttpServerRequest request, String name, MultiMap form) {
        String token = String.valueOf(request.getHeader("Authorization")).replace("Bearer ", "");
        boolean known =
                switch (name) {
                    case "auth.test" -> Set.of(APP_TOKEN, BOT_TOKEN).contains(token);
                    case "apps.connections.open" -> token.equals(APP_TOKEN);
                    default -> token.equals(BOT_TOKEN);
                };
        if (!known) {
            answer(request, refusal("invalid_auth"));
            return;
        }
        if (name.startsWith("chat.") && toLimit.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            request.response()
                    .setStatusCode(429)
                    .putHeader("Retry-After", "1")
                    .end("{\"ok\":false,\"error\":\"ratelimited\"}");
            return;
        }
        switch (name) {
            case "apps.connections.open" -> {
                if (refusing) {
                    answer(request, refusal("internal_error"));
                    return;
                }
                opened.incrementAndGet();
                answer(request, ok().put("url", "ws://127.0.0.1:" + server.actualPort() + "/socket"));
            }
            case "auth.test" ->
                answer(
                        request,
                        ok().put("team_id", TEAM)
                                .put("user_id", "UBOT")
                                .put("bot_id", "B1")
                                .put("user", "vmc"));
            case "chat.postMessage" -> {
                Shown message = new Shown("1700000000." + numbers.incrementAndGet(), "");
                messages.put(message.id, message);
                show(message, json(form.get("blocks")));
                inOrder.add(message);
                answer(request, ok().put("ts", message.id).put("channel", form.get("channel")));
            }
            case "chat.update" -> {
                Shown message = messages.get(form.get("ts"));
                if (message == null) {
                    answer(request, refusal("message_not_found"));
                    return;
                }
                show(message, json(form.get("blocks")));
                answer(request, ok().put("ts", message.id).put("channel", form.get("channel")));
            }
            case "conversations.open" -> {
                ObjectNode own = ok();
                own.putObject("channel").put("id", "D" + form.get("users"));
                answer(request, own);
            }
            case "files.getUploadURLExternal" -> {
                String id = "F" + numbers.incrementAndGet();
                answer(
                        request,
                        ok().put("file_id", id)
                                .put("upload_url", "http://127.0.0.1:" + server.actualPort() + "/upload/" + id));
            }
            case "files.completeUploadExternal" -> complete(request, form);
            case "files.info" -> {
                ObjectNode info = ok();
                info.putObject("file").put("id", form.get("file"));
                answer(request, info);
            }
            default -> {
                unknown.add(name);
                answer(request, refusal("unknown_method"));
            }
        }
    }

    private void complete(HttpServerRequest request, MultiMap form) {
        String channel = String.valueOf(form.get("channel_id"));
        ObjectNode done = ok();
        ArrayNode files = done.putArray("files");
        for (JsonNode file : json(form.get("files"))) {
            String id = file.path("id").asText();
            Shown message = new Shown("file-" + id, channel.startsWith("D") ? channel.substring(1) : "");
            message.files.add(uploads.getOrDefault(id, ""));
            inOrder.add(message);
            files.addObject().put("id", id).put("title", "answer.txt");
        }
        answer(request, done);
    }

    private static void show(Shown message, JsonNode blocks) {
        if (blocks.path(0).path("text").path("text").asText().length() > 3000) {
            throw new IllegalArgumentException("Longer than Slack takes");
        }
        message.blocks = blocks;
        message.changes.add(Instant.now());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    private static ObjectNode ok() {
        return JSON.createObjectNode().put("ok", true);
    }

    private static ObjectNode refusal(String error) {
        return JSON.createObjectNode().put("ok", false).put("error", error);
    }

    private static void answer(HttpServerRequest request, ObjectNode body) {
        request.response().putHeader("Content-Type", "application/json").end(body.toString());
    }
}
