package org.vmc.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.vmc.gateway.testing.FakeBot;
import org.vmc.gateway.testing.Surroundings;
import org.vmc.gateway.testing.Upstream;

/**
 * Three services that show one small cluster, out of {@code cluster.json}. vm-service's place is taken by a server that
 * has WebSockets too; its consoles echo what is typed, and its screens are one colour.
 */
final class Cluster implements AutoCloseable {
    private static final String TICKET_PROTOCOL = "vmc.console.v1";
    private static final Pattern TIME = Pattern.compile("now([+-]\\d+)");
    private static final Pattern OPERATION = Pattern.compile("/api/v1/operations/([^/]+)(/cancel)?");
    static final int SCREEN_WIDTH = 320;
    static final int SCREEN_HEIGHT = 200;

    /** A change that arrived. */
    record Asked(String method, String path, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer vmService;
    private final FakeBot bot = new FakeBot(Cluster::chat);

    Cluster() {
        Surroundings.vm().goDown();
        vmService = await().ignoreExceptions().until(this::listen, listening -> true);
    }

    /** As if nothing had been asked for yet. */
    void startOver() {
        asked.clear();
        answers.clear();
        for (var entry : new JsonObject(text())) {
            answers.put(entry.getKey(), ((JsonObject) entry.getValue()).encode());
        }
        Surroundings.storage().answers((exchange, body) -> answer(exchange, "storage"));
        Surroundings.build().answers((exchange, body) -> answer(exchange, "build"));
    }

    List<Asked> asked() {
        return asked;
    }

    List<JsonObject> heard() {
        return bot.heard();
    }

    void shows(String path, JsonObject answer) {
        answers.put(path, answer.encode());
    }

    JsonObject shown(String path) {
        return new JsonObject(Objects.requireNonNull(answers.get(path)));
    }

    /** An operation that goes on: in the list and by its id. */
    void runs(JsonObject operation) {
        shows("/api/v1/operations/" + operation.getString("id"), operation);
        var all = shown("/api/v1/operations").getJsonArray("items");
        var others = all.stream()
                .map(JsonObject.class::cast)
                .filter(other -> !other.getString("id").equals(operation.getString("id")))
                .toList();
        var items = new JsonArray().add(operation);
        others.forEach(items::add);
        shows("/api/v1/operations", new JsonObject().put("items", items));
    }

    @Override
    public void close() {
        bot.close();
        vmService.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        Surroundings.vm().comeBack();
    }

    private HttpServer listen() {
        var options = new HttpServerOptions().addWebSocketSubProtocol(TICKET_PROTOCOL);
        return vertx.createHttpServer(options)
                .requestHandler(this::serve)
                .listen(Surroundings.vm().port(), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void serve(HttpServerRequest request) {
        if (request.path().equals("/api/v1/console")) {
            console(request);
            return;
        }
        request.body().onSuccess(body -> {
            var method = request.method().name();
            var changed = method.equals("GET") ? null : change(method, request.uri(), body.toString(UTF_8));
            var answer = changed != null ? changed : answers.get(request.path());
            request.response()
                    .setStatusCode(answer == null ? 404 : changed != null && !isDryRun(request.uri()) ? 202 : 200)
                    .putHeader("Content-Type", answer == null ? "application/problem+json" : "application/json")
                    .end(answer == null ? "{\"detail\":\"There is nothing here.\"}" : current(answer));
        });
    }

    private String change(String method, String uri, String body) {
        var path = uri.replaceFirst("\\?.*", "");
        if (isDryRun(uri)) {
            var known = answers.get(method + " " + uri);
            return known != null ? known : plan(path).encode();
        }
        asked.add(new Asked(method, path, body));
        if (path.endsWith("/console")) {
            var protocol = new JsonObject(body).getString("protocol");
            return new JsonObject()
                    .put("address", "/api/v1/console")
                    .put("subprotocols", new JsonArray().add(TICKET_PROTOCOL).add("vmc.ticket." + protocol))
                    .encode();
        }
        var operation = OPERATION.matcher(path);
        if (operation.matches()) {
            var shown = shown("/api/v1/operations/" + operation.group(1))
                    .put("state", "CANCELLING")
                    .put("message", "Taking it back");
            runs(shown);
            return shown.encode();
        }
        var accepted = shown("/api/v1/operations/" + "0197c5b4-0000-7000-8000-000000000101")
                .put("id", "0197c5b4-0000-7000-8000-000000000%03d".formatted(600 + asked.size()))
                .put("kind", path.equals("/api/v1/vms") ? "CreateVm" : "Change")
                .put("message", "Accepted");
        runs(accepted);
        return accepted.encode();
    }

    private static boolean isDryRun(String uri) {
        return uri.contains("dryRun=true");
    }

    private static JsonObject plan(String path) {
        var step = new JsonObject().put("name", "do").put("description", "Do what is asked of " + path);
        var operation =
                new JsonObject().put("kind", "Change").put("targetName", "").put("steps", new JsonArray().add(step));
        return new JsonObject().put("operations", new JsonArray().add(operation));
    }

    private void console(HttpServerRequest request) {
        var offered = request.getHeader("Sec-WebSocket-Protocol");
        request.response().putHeader("X-Vmc-User", "ana");
        request.toWebSocket().onSuccess(socket -> {
            if (offered.contains("rfb")) {
                new OneColourScreen(SCREEN_WIDTH, SCREEN_HEIGHT).serve(socket);
                return;
            }
            socket.writeBinaryMessage(Buffer.buffer("\u001b[32mci-1 login:\u001b[0m "));
            socket.binaryMessageHandler(socket::writeBinaryMessage);
        });
    }

    /** Completes to a deletion, asks before it, and goes on with it until it is cancelled. */
    private static void chat(ServerWebSocket chat, JsonObject message) {
        var id = message.getString("id");
        switch (message.getString("type")) {
            case "complete" ->
                FakeBot.say(
                        chat,
                        "completion",
                        id,
                        new JsonObject()
                                .put("start", 4)
                                .put(
                                        "candidates",
                                        message.getString("text").equals("/vm de")
                                                ? new JsonArray()
                                                        .add(new JsonObject()
                                                                .put("word", "delete")
                                                                .put("description", "Delete a virtual machine")
                                                                .put("complete", true))
                                                : new JsonArray()));
            case "answer" -> FakeBot.say(chat, "progress", id, progress("Deleting ci-1"));
            case "line" -> {
                if (message.getString("text").startsWith("/op cancel")) {
                    FakeBot.say(chat, "text", id, new JsonObject().put("text", "Cancel was asked for."));
                    FakeBot.say(chat, "done", id, new JsonObject().put("outcome", "ok"));
                    return;
                }
                FakeBot.say(
                        chat,
                        "table",
                        id,
                        new JsonObject()
                                .put("columns", new JsonArray().add("step"))
                                .put("rows", new JsonArray().add(new JsonArray().add("<b>not bold</b>"))));
                FakeBot.say(
                        chat,
                        "question",
                        id,
                        new JsonObject().put("text", "This deletes ci-1 for good. Type yes to do it: "));
            }
            default -> throw new IllegalArgumentException(message.encode());
        }
    }

    private static JsonObject progress(String text) {
        return new JsonObject()
                .put("operationId", "0197c5b4-0000-7000-8000-000000000101")
                .put("text", text)
                .put("fraction", .5)
                .put("ended", false);
    }

    private void answer(HttpExchange exchange, String service) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.endsWith("/log")) {
            exchange.getResponseHeaders().set("X-Next-Offset", "30");
            exchange.getResponseHeaders().set("X-Log-Complete", "true");
            var log = "gcc -c lapi.c <b>not bold</b>\n".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=UTF-8");
            exchange.sendResponseHeaders(200, log.length);
            exchange.getResponseBody().write(log);
            return;
        }
        if (path.equals("/api/v1/operations")) {
            Upstream.json(exchange, 200, "{\"items\":[]}");
            return;
        }
        var answer = path.startsWith("/api/v1/operations/") ? null : answers.get(path);
        Upstream.json(
                exchange,
                answer == null ? 404 : 200,
                answer == null ? "{\"detail\":\"%s has nothing here.\"}".formatted(service) : current(answer));
    }

    /** Times in the file are minutes from now. */
    private static String current(String json) {
        var now = Instant.now();
        return TIME.matcher(json).replaceAll(found -> now.plus(
                        Duration.ofMinutes(Long.parseLong(found.group(1).replace("+", ""))))
                .toString());
    }

    private static String text() {
        try (var file = Objects.requireNonNull(Cluster.class.getResourceAsStream("/console/cluster.json"))) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
