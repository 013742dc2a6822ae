package org.vmc.bot.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Discord on a loopback port, true enough for an unmodified JDA: REST with rate limits, interactions that are
 * acknowledged once, private answers, messages, files; and a {@link FakeDiscordGateway}. One server with one channel.
 */
final class FakeDiscord implements AutoCloseable {

    static final String TOKEN = "MTIz.fake.token";
    static final String CHANNEL = "200000000000000001";
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String GUILD = "100000000000000001";
    private static final String BOT = "300000000000000001";
    private static final int EPHEMERAL = 64;
    private static final long EPOCH = 1_420_070_400_000L;

    /** A message as its readers see it. */
    static final class Shown {
        final String id;
        final String place;
        /** The one user who sees it; empty for all. */
        final String only;

        final List<Instant> changes = new CopyOnWriteArrayList<>();
        volatile JsonNode body = JSON.createObjectNode();
        volatile Map<String, String> files = Map.of();

        Shown(String id, String place, String only) {
            this.id = id;
            this.place = place;
            this.only = only;
        }

        String text() {
            return body.path("content").asText();
        }

        /** Custom ids by label. */
        Map<String, String> buttons() {
            Map<String, String> buttons = new LinkedHashMap<>();
            body.path("components").forEach(row -> row.path("components")
                    .forEach(button -> buttons.put(
                            button.path("label").asText(),
                            button.path("custom_id").asText())));
            return buttons;
        }
    }

    private record Interaction(String id, String user, int type) {}

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Interaction> interactions = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, List<String>> completions = new ConcurrentHashMap<>();
    private final Map<String, Shown> messages = new ConcurrentHashMap<>();
    private final List<Shown> inOrder = new CopyOnWriteArrayList<>();
    private final List<JsonNode> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger limited = new AtomicInteger();
    private final AtomicInteger toLimit = new AtomicInteger();
    private final List<String> unknown = new CopyOnWriteArrayList<>();
    private final FakeDiscordGateway gateway;
    private final HttpServer server;
    private volatile ArrayNode commands = JSON.createArrayNode();
    private volatile boolean writable = true;

    FakeDiscord() {
        gateway = new FakeDiscordGateway(vertx, this);
        server = await(vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(this::read)
                .listen(0));
    }

    FakeDiscordGateway gateway() {
        return gateway;
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/api/v10/");
    }

    URI socket() {
        return URI.create("ws://127.0.0.1:" + server.actualPort() + "/gateway");
    }

    /** The commands that the bot registered. */
    ArrayNode commands() {
        return commands;
    }

    /** Everything shown, oldest first. */
    List<Shown> shown() {
        return List.copyOf(inOrder);
    }

    /** Bodies of all messages and changes of messages that were sent. */
    List<JsonNode> sent() {
        return List.copyOf(sent);
    }

    /** Requests that this Discord does not know. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** The next requests about messages are answered with a rate limit. */
    void limit(int requests) {
        toLimit.set(requests);
    }

    int limited() {
        return limited.get();
    }

    /** Whether the bot may write in the channel. */
    void writable(boolean allowed) {
        writable = allowed;
    }

    /** Forgets a message, as if a moderator had deleted it. */
    void delete(Shown message) {
        messages.remove(message.id);
    }

    /** A slash command as the gateway tells it; names of subcommands and values of options. */
    ObjectNode command(String user, String fullName, Map<String, String> options) {
        String[] words = fullName.split(" ");
        JsonNode registered = named(commands, words[0]);
        ObjectNode data = JSON.createObjectNode()
                .put("id", registered.path("id").asText("1"))
                .put("type", 1)
                .put("name", words[0]);
        ObjectNode innermost = data;
        JsonNode definition = registered;
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            definition = named(definition.path("options"), word);
            innermost = innermost.putArray("options").addObject();
            innermost.put("name", word).put("type", definition.path("type").asInt());
        }
        ArrayNode values = innermost.putArray("options");
        for (Map.Entry<String, String> option : options.entrySet()) {
            int type = named(definition.path("options"), option.getKey())
                    .path("type")
                    .asInt();
            ObjectNode value = values.addObject().put("name", option.getKey()).put("type", type);
            switch (type) {
                case 4 -> value.put("value", Long.parseLong(option.getValue()));
                case 5 -> value.put("value", Boolean.parseBoolean(option.getValue()));
                default -> value.put("value", option.getValue());
            }
        }
        ObjectNode interaction = interaction(user, 2);
        interaction.set("data", data);
        return interaction;
    }

    /** The same with one option being typed. */
    ObjectNode completion(String user, String fullName, String option, String typed) {
        ObjectNode interaction = command(user, fullName, Map.of(option, typed)).put("type", 4);
        JsonNode innermost = interaction.path("data");
        while (innermost.path("options").path(0).has("options")) {
            innermost = innermost.path("options").path(0);
        }
        ((ObjectNode) innermost.path("options").path(0)).put("focused", true);
        return interaction;
    }

    /** A pressed button. */
    ObjectNode press(String user, Shown message, String customId) {
        ObjectNode interaction = interaction(user, 3);
        interaction.putObject("data").put("component_type", 2).put("custom_id", customId);
        interaction.set("message", view(message));
        return interaction;
    }

    /** What a completion was answered with; empty until then. */
    Optional<List<String>> completed(ObjectNode interaction) {
        return Optional.ofNullable(completions.get(interaction.get("id").asText()));
    }

    ObjectNode self() {
        return user(BOT).put("username", "vmc").put("bot", true);
    }

    /** The server with its channel. */
    ObjectNode guild() {
        ObjectNode guild = JSON.createObjectNode();
        guild.put("id", GUILD)
                .put("name", "cluster")
                .put("owner_id", "9")
                .put("member_count", 1)
                .put("afk_timeout", 300);
        guild.put("preferred_locale", "en-US")
                .put("premium_progress_bar_enabled", false)
                .put("large", false);
        for (String empty : List.of("threads", "guild_scheduled_events", "emojis", "voice_states", "stickers")) {
            guild.putArray(empty);
        }
        guild.putArray("features");
        guild.putArray("presences");
        ObjectNode everyone = guild.putArray("roles").addObject();
        everyone.put("id", GUILD)
                .put("name", "@everyone")
                .put("color", 0)
                .put("hoist", false)
                .put("position", 0);
        // View channel, send messages, attach files.
        everyone.put("permissions", String.valueOf(1L << 10 | 1L << 11 | 1L << 15));
        everyone.putObject("colors")
                .put("primary_color", 0)
                .putNull("secondary_color")
                .putNull("tertiary_color");
        everyone.put("managed", false).put("mentionable", false);
        guild.putArray("channels").add(channel());
        ObjectNode member = guild.putArray("members").addObject();
        member.set("user", self());
        member.putArray("roles");
        member.put("joined_at", "2026-01-01T00:00:00.000000+00:00")
                .put("deaf", false)
                .put("mute", false);
        return guild;
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

    private ObjectNode interaction(String user, int type) {
        String id = snowflake();
        String token = "interaction-" + id;
        interactions.put(token, new Interaction(id, user, type));
        ObjectNode interaction = JSON.createObjectNode();
        interaction
                .put("id", id)
                .put("application_id", BOT)
                .put("type", type)
                .put("token", token)
                .put("version", 1);
        interaction
                .put("guild_id", GUILD)
                .put("channel_id", CHANNEL)
                .put("locale", "en-US")
                .put("context", 0);
        interaction.putObject("guild").put("id", GUILD).put("locale", "en-US").putArray("features");
        interaction.set("channel", channel());
        ObjectNode member = interaction.putObject("member");
        member.set("user", user(user));
        member.putArray("roles");
        member.put("permissions", "0").put("joined_at", "2026-01-01T00:00:00.000000+00:00");
        member.put("deaf", false).put("mute", false).put("flags", 0);
        interaction.put("app_permissions", "0").putArray("entitlements");
        interaction.putObject("authorizing_integration_owners").put("0", GUILD);
        return interaction;
    }

    private static ObjectNode user(String id) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("username", "user" + id)
                .put("discriminator", "0")
                .put("bot", false)
                .putNull("avatar");
    }

    private static ObjectNode channel() {
        ObjectNode channel = JSON.createObjectNode();
        channel.put("id", CHANNEL)
                .put("type", 0)
                .put("name", "builds")
                .put("guild_id", GUILD)
                .put("position", 0);
        channel.putArray("permission_overwrites");
        return channel;
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode item : list) {
            if (item.path("name").asText().equals(name)) {
                return item;
            }
        }
        return JSON.createObjectNode();
    }

    private String snowflake() {
        return String.valueOf((System.currentTimeMillis() - EPOCH) << 22 | numbers.incrementAndGet() & 0x3fffff);
    }

    private void read(HttpServerRequest request) {
        if (request.path().equals("/gateway")) {
            if (gateway.shakesHands()) {
                request.toWebSocket().onSuccess(gateway::accept);
            } else {
                refuse(request, 502, 0, "Bad Gateway");
            }
            return;
        }
        Map<String, Buffer> files = new ConcurrentHashMap<>();
        if (String.valueOf(request.getHeader("Content-Type")).startsWith("multipart/")) {
            request.setExpectMultipart(true);
            request.uploadHandler(upload -> {
                Buffer content = Buffer.buffer();
                files.put(upload.filename(), content);
                upload.handler(content::appendBuffer);
            });
            request.endHandler(end -> answer(request, json(request.getFormAttribute("payload_json")), files));
            return;
        }
        request.body().onSuccess(body -> answer(request, json(body.toString()), files));
    }

    private static JsonNode json(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (java.io.IOException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    private void answer(HttpServerRequest request, JsonNode body, Map<String, Buffer> uploaded) {
        List<String> path =
                List.of(request.path().replaceFirst("^/api/v10/", "").split("/"));
        Map<String, String> files = new LinkedHashMap<>();
        uploaded.forEach((name, content) -> files.put(name, content.toString()));
        boolean message = path.contains("messages") || path.getFirst().equals("webhooks");
        if (message && toLimit.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            limited.incrementAndGet();
            request.response()
                    .putHeader("Retry-After", "1")
                    .putHeader("Via", "1.1 google")
                    .putHeader("X-RateLimit-Scope", "user");
            send(
                    request,
                    429,
                    JSON.createObjectNode()
                            .put("message", "slow down")
                            .put("retry_after", 1.0)
                            .put("global", false));
            return;
        }
        if (!path.getFirst().equals("interactions")
                && !path.getFirst().equals("webhooks")
                && !("Bot " + TOKEN).equals(request.getHeader("Authorization"))) {
            send(
                    request,
                    401,
                    JSON.createObjectNode().put("message", "401: Unauthorized").put("code", 0));
            return;
        }
        String route = request.method() + " " + path.getFirst() + "/" + path.size();
        switch (route) {
            case "GET users/2" -> send(request, 200, self());
            case "PUT applications/3" -> register(request, body);
            case "POST interactions/4" -> callback(request, path.get(1), path.get(2), body);
            case "PATCH webhooks/5" -> original(request, path.get(2), body, files);
            case "POST webhooks/3" -> followUp(request, path.get(2), body, files);
            case "POST channels/3" -> post(request, path.get(1), body, files);
            case "PATCH channels/4" -> edit(request, path.get(3), body, files);
            default -> {
                unknown.add(route + " " + request.path());
                refuse(request, 404, 0, "404: Not Found");
            }
        }
    }

    private void register(HttpServerRequest request, JsonNode body) {
        ArrayNode registered = JSON.createArrayNode();
        body.forEach(command -> {
            ObjectNode known = command.deepCopy();
            registered.add(
                    known.put("id", snowflake()).put("application_id", BOT).put("version", snowflake()));
        });
        commands = registered;
        send(request, 200, registered);
    }

    private void callback(HttpServerRequest request, String id, String token, JsonNode body) {
        Interaction interaction = interactions.get(token);
        if (interaction == null || !interaction.id().equals(id)) {
            refuse(request, 404, 10062, "Unknown interaction");
            return;
        }
        if (!acknowledged.add(token)) {
            refuse(request, 400, 40060, "Interaction has already been acknowledged.");
            return;
        }
        if (body.path("type").asInt() == 8) {
            List<String> choices = new ArrayList<>();
            body.path("data")
                    .path("choices")
                    .forEach(choice -> choices.add(choice.path("value").asText()));
            completions.put(id, choices);
        } else {
            boolean alone = (body.path("data").path("flags").asInt() & EPHEMERAL) != 0;
            Shown waiting = new Shown(token, CHANNEL, alone ? interaction.user() : "");
            messages.put(token, waiting);
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("interaction").put("id", id).put("type", interaction.type());
        send(request, 200, answer);
    }

    private void original(HttpServerRequest request, String token, JsonNode body, Map<String, String> files) {
        Shown waiting = messages.get(token);
        if (waiting == null) {
            refuse(request, 404, 10015, "Unknown Webhook");
            return;
        }
        if (waiting.changes.isEmpty()) {
            inOrder.add(waiting);
        }
        show(waiting, body, files);
        send(request, 200, view(waiting));
    }

    private void followUp(HttpServerRequest request, String token, JsonNode body, Map<String, String> files) {
        Interaction interaction = interactions.get(token);
        if (interaction == null || !acknowledged.contains(token)) {
            refuse(request, 404, 10015, "Unknown Webhook");
            return;
        }
        boolean alone = (body.path("flags").asInt() & EPHEMERAL) != 0;
        add(request, CHANNEL, alone ? interaction.user() : "", body, files);
    }

    private void post(HttpServerRequest request, String channel, JsonNode body, Map<String, String> files) {
        if (!channel.equals(CHANNEL)) {
            refuse(request, 404, 10003, "Unknown Channel");
            return;
        }
        if (!writable) {
            refuse(request, 403, 50013, "Missing Permissions");
            return;
        }
        add(request, channel, "", body, files);
    }

    private void add(HttpServerRequest request, String place, String only, JsonNode body, Map<String, String> files) {
        Shown message = new Shown(snowflake(), place, only);
        messages.put(message.id, message);
        inOrder.add(message);
        show(message, body, files);
        send(request, 200, view(message));
    }

    private void edit(HttpServerRequest request, String id, JsonNode body, Map<String, String> files) {
        Shown message = messages.get(id);
        if (message == null) {
            refuse(request, 404, 10008, "Unknown Message");
            return;
        }
        show(message, body, files);
        send(request, 200, view(message));
    }

    private void show(Shown message, JsonNode body, Map<String, String> files) {
        if (body.path("content").asText().length() > 2000) {
            throw new IllegalArgumentException("Longer than Discord takes");
        }
        sent.add(body);
        message.body = body;
        message.files = Map.copyOf(files);
        message.changes.add(Instant.now());
    }

    private ObjectNode view(Shown message) {
        ObjectNode view = JSON.createObjectNode();
        view.put("id", message.id.startsWith("interaction-") ? message.id.substring(12) : message.id);
        view.put("channel_id", message.place).put("content", message.text()).put("type", 0);
        view.put("timestamp", OffsetDateTime.now(java.time.ZoneOffset.UTC).toString())
                .put("tts", false);
        view.put("mention_everyone", false).put("pinned", false).put("flags", message.only.isEmpty() ? 0 : EPHEMERAL);
        view.set("author", self());
        for (String empty : List.of("mentions", "mention_roles", "attachments", "embeds")) {
            view.putArray(empty);
        }
        view.set(
                "components",
                message.body.path("components").isArray() ? message.body.path("components") : JSON.createArrayNode());
        return view;
    }

    private static void refuse(HttpServerRequest request, int status, int code, String message) {
        send(request, status, JSON.createObjectNode().put("message", message).put("code", code));
    }

    private static void send(HttpServerRequest request, int status, JsonNode body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toString());
    }
}
