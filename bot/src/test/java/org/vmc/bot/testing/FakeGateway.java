package org.vmc.bot.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The gateway's REST interface on a loopback port, as far as the bot uses it. */
public final class FakeGateway implements AutoCloseable {

    /** One token for each role; each is also the name of its user. */
    public static final List<String> ROLES = List.of("viewer", "engineer", "operator", "admin");

    /** The bot's own token. */
    public static final String BOT = "token-of-the-bot";

    private static final String LOAD = """
            {"verdict": {"sentence": "The CPU of the workers held the build up for 80 % of the time."},
             "hosts": [{"name": "h1", "builder": true, "source": "group", "cpus": 0.3, "busy": 0.9, "user": 0.8,
                        "memoryBytes": 1048576}]}
            """;

    private static final String CODE = "ABCDE-23456";
    private static final String APPROVAL = """
            {"id": "0197c5b4-0000-7000-8000-000000000001", "summary": "Create 30 x t1.micro", "requester": "carl",
             "reasons": "30 VMs are more than 10", "by": "another user with the role operator", "yours": true,
             "expiresAt": "2026-01-06T08:00:00Z"}""";
    private static final String TICKET = """
            {"ticket": "t-1", "expiresAt": "2026-01-05T08:00:30Z", "protocol": "vt100",
             "address": "/api/v1/console", "subprotocols": ["vmc.console.v1", "vmc.ticket.t-1"]}""";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, List<String>> CATALOGUES = Map.of(
            "/hosts", List.of("h1", "h2"),
            "/types", List.of("standard.small", "standard.medium"),
            "/templates", List.of("debian-12", "build-worker"),
            "/pools", List.of("lab"),
            "/sources", List.of("lua-5.4"),
            "/storage/classes", List.of("shared-read", "shared-read-write"),
            "/storage/peers", List.of("h1", "h2"));

    private final FakeCluster cluster = new FakeCluster();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, String> links = new ConcurrentHashMap<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile boolean up = true;
    private volatile boolean endless;

    public FakeGateway() throws IOException {
        this(0);
    }

    public FakeGateway(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Every change asked for, dry runs excluded: method and path. */
    public List<String> changes() {
        return List.copyOf(changes);
    }

    /** Every change asked for since the last call, dry runs included: method and path. */
    public List<String> takeAsked() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    /** Bodies of all POST requests. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** Links the user of a chat to the user of that role. */
    public void hasLink(String chatUser, String role) {
        links.put(chatUser, role);
    }

    /** Operations stand still until one is cancelled or they are released. */
    public void hold(boolean held) {
        cluster.held = held;
    }

    /** Operations fail with that reason; empty lets them succeed. */
    public void fail(String reason) {
        cluster.failing = reason;
    }

    /** Logs of builds never end, with more to come each time. */
    public void printsWithoutEnd() {
        endless = true;
    }

    /** Adds a VM as if it had been created. */
    public void hasVm(String name) {
        cluster.thing("vm", name)
                .put("powerState", "RUNNING")
                .put("pool", "lab")
                .put("address", "10.77.1.5")
                .put("host", "h2");
    }

    /** Adds a snapshot to every VM. */
    public void hasSnapshot(String name) {
        cluster.thing("snapshot", name).put("takenAt", "2026-01-05T08:00:00Z").put("memory", false);
    }

    /** Adds a disk to every VM. */
    public void hasDisk(String name) {
        cluster.thing("disk", name)
                .put("storage", "Local storage")
                .put("sizeBytes", 10L << 30)
                .put("usedBytes", 0)
                .put("device", "xvdb")
                .put("bootable", false);
    }

    /** Adds a disk that no VM has. */
    public void hasKeptDisk(String name) {
        cluster.thing("kept-disk", name)
                .put("sizeBytes", 10L << 30)
                .put("owner", "ana")
                .put("vm", "ci-0")
                .put("keptAt", "2026-01-05T08:00:00Z");
    }

    /** Adds an ISO that is in the drive of every VM. */
    public void hasIso(String name) {
        cluster.thing("iso", name)
                .put("sizeBytes", 700L << 20)
                .put("pool", "lab")
                .put("storage", "ISO library");
    }

    /** Adds a team that uses so many VMs and VCPUs, with a limit of the latter alone. */
    public void hasQuota(String team, int used, int vcpus) {
        ObjectNode quota = cluster.thing("quota", team).put("team", team);
        quota.putObject("vms").put("used", used);
        quota.putObject("vcpus").put("used", used).put("limit", vcpus);
    }

    /** Adds a volume as if it had been created, and returns its id. */
    public String hasVolume(String name) {
        return cluster.thing("volume", name)
                .put("status", "STARTED")
                .put("class", "shared-read")
                .put("sizeBytes", 1L << 30)
                .get("id")
                .asText();
    }

    /** Adds an NFS export as if it had been registered. */
    public void hasExport(String name) {
        cluster.thing("export", name)
                .put("server", "nas")
                .put("path", "/srv/vm")
                .put("seen", true);
    }

    /** Adds a finished build and returns its id. */
    public String hasBuild() {
        ObjectNode build = cluster.thing("build", "lua-5.4");
        build.put("source", "lua-5.4")
                .put("mode", "local")
                .put("outcome", "SUCCEEDED")
                .put("realMillis", 1234);
        build.putArray("workers")
                .addObject()
                .put("name", "w-1")
                .put("hostName", "h3")
                .put("state", "READY")
                .put("compiled", 7);
        build.putObject("comparison")
                .put("ratio", 0.4875)
                .put("identical", true)
                .put("comparedFiles", 35);
        return build.get("id").asText();
    }

    /** Adds a waiting operation and returns its id. */
    public String hasOperation() {
        return cluster.accept("CreateVm", cluster.thing("other", "ci-9"), "admin")
                .get("id")
                .asText();
    }

    /** Something waits for the user's approval. */
    public void hasApproval() {
        answers("/approvals", "{\"items\": [" + APPROVAL + "]}");
    }

    /** Answers whatever is asked at that path with this JSON. */
    public void answers(String path, String json) {
        answers.put(path, json);
    }

    /** False once closed. */
    public boolean isUp() {
        return up;
    }

    @Override
    public void close() {
        up = false;
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                    .replace("Bearer ", "");
            String path = exchange.getRequestURI().getPath().replaceFirst("^/api/v1", "");
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String chatUser = exchange.getRequestHeaders().getFirst("VMC-Chat-User");
            if (token.equals(BOT) && chatUser != null) {
                token = links.getOrDefault(chatUser, "");
                if (path.equals("/chat-links/redeem")) {
                    redeem(exchange, chatUser, JSON.readTree(body).path("code").asText());
                    return;
                }
                if (token.isEmpty()) {
                    problem(exchange, 403, chatUser + " has no role in this cluster.", null, null);
                    return;
                }
            }
            if (!ROLES.contains(token)) {
                problem(exchange, 401, "No known API token was presented", null, null);
                return;
            }
            if (path.startsWith("/chat-links")) {
                links(exchange, path, token);
                return;
            }
            boolean dryRun = query(exchange, "dryRun").equals("true");
            if (!exchange.getRequestMethod().equals("GET")) {
                note(exchange, path, body, dryRun);
            }
            route(exchange, path, body, dryRun, token);
        }
    }

    private void redeem(HttpExchange exchange, String chatUser, String code) throws IOException {
        if (!code.equals(CODE)) {
            problem(exchange, 422, "code is not known", "code", "is not known, was used before, or is too old");
            return;
        }
        links.put(chatUser, "admin");
        answer(exchange, 201, link(chatUser, "admin"));
    }

    private void links(HttpExchange exchange, String path, String user) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" ->
                answer(
                        exchange,
                        201,
                        JSON.createObjectNode().put("code", CODE).put("expiresAt", "2026-01-05T08:10:00Z"));
            case "DELETE" -> {
                links.remove(path.replaceFirst("^/chat-links/", ""));
                exchange.sendResponseHeaders(204, -1);
            }
            default -> {
                ArrayNode items = JSON.createArrayNode();
                links.forEach((chatUser, linked) -> {
                    if (linked.equals(user)) {
                        items.add(link(chatUser, linked));
                    }
                });
                answer(exchange, 200, items(items));
            }
        }
    }

    private static ObjectNode link(String chatUser, String user) {
        return JSON.createObjectNode()
                .put("chatUser", chatUser)
                .put("user", user)
                .put("role", user)
                .put("linkedAt", "2026-01-05T08:00:00Z");
    }

    private void note(HttpExchange exchange, String path, String body, boolean dryRun) {
        asked.add(exchange.getRequestMethod() + " " + path);
        if (!dryRun) {
            changes.add(exchange.getRequestMethod() + " " + path);
        }
        if (!body.isEmpty()) {
            bodies.add(body);
        }
    }

    private void route(HttpExchange exchange, String path, String body, boolean dryRun, String user)
            throws IOException {
        boolean read = exchange.getRequestMethod().equals("GET");
        if (path.equals("/whoami")) {
            answer(
                    exchange,
                    200,
                    JSON.createObjectNode().put("user", user).put("role", user).put("team", "core"));
        } else if (path.startsWith("/operations")) {
            operations(exchange, path.split("/"));
        } else if (answers.containsKey(path) && (read || kind(path).isEmpty())) {
            answer(exchange, 200, JSON.readTree(answers.get(path)));
        } else if (read && CATALOGUES.containsKey(path)) {
            answer(exchange, 200, items(catalogue(CATALOGUES.get(path))));
        } else if (path.startsWith("/approvals/")) {
            answer(exchange, 200, JSON.readTree(APPROVAL));
        } else if (path.endsWith("/console")) {
            answer(exchange, 201, JSON.readTree(TICKET));
        } else if (read && path.endsWith("/cd")) {
            ObjectNode drive = JSON.createObjectNode();
            cluster.named("iso", "").forEach(iso -> drive.set("iso", iso.get("name")));
            answer(exchange, 200, drive.put("drive", drive.has("iso")));
        } else if (path.matches("/builds/[^/]+/log")) {
            log(exchange);
        } else if (path.matches("/builds/[^/]+/load")) {
            answer(exchange, 200, JSON.readTree(LOAD));
        } else if (read) {
            things(exchange, path);
        } else {
            change(exchange, path, body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body), dryRun, user);
        }
    }

    private void operations(HttpExchange exchange, String[] path) throws IOException {
        if (path.length == 2) {
            answer(exchange, 200, items(cluster.list(query(exchange, "state"))));
            return;
        }
        if (path.length == 4) {
            cluster.cancel(path[2]);
        }
        ObjectNode operation = cluster.look(path[2]);
        if (operation == null) {
            problem(exchange, 404, "There is no operation " + path[2], null, null);
            return;
        }
        answer(exchange, path.length == 4 ? 202 : 200, operation);
    }

    private void things(HttpExchange exchange, String path) throws IOException {
        String[] words = path.split("/");
        String last = words[words.length - 1];
        if (cluster.things.containsKey(last)) {
            answer(exchange, 200, cluster.things.get(last));
            return;
        }
        String kind = kind(path);
        if (kind.isEmpty() || !last.endsWith("s")) {
            problem(exchange, 404, "There is nothing at " + path, null, null);
            return;
        }
        answer(exchange, 200, items(cluster.named(kind, query(exchange, "name"))));
    }

    private void change(HttpExchange exchange, String path, JsonNode body, boolean dryRun, String user)
            throws IOException {
        if (user.equals("viewer")) {
            problem(exchange, 403, "The role viewer may not do this", null, null);
            return;
        }
        if (body.path("template").asText().equals("unknown")) {
            problem(exchange, 422, "The request is not valid", "template", "there is no template unknown");
            return;
        }
        String kind = kind(path);
        String name = body.path("name")
                .asText(body.path("host").asText(body.path("source").asText("x")));
        int count = body.path("count").asInt(1);
        ObjectNode existing = Arrays.stream(path.split("/"))
                .filter(cluster.things::containsKey)
                .map(cluster.things::get)
                .findFirst()
                .orElse(null);
        if (dryRun) {
            String target = existing == null ? name : existing.get("name").asText();
            answer(exchange, 200, FakeCluster.plan("Change", target));
            return;
        }
        if (count == 1) {
            ObjectNode target = existing == null ? cluster.thing(kind, name) : existing;
            answer(exchange, 202, cluster.accept("Change", target, user));
            return;
        }
        ObjectNode several = JSON.createObjectNode().put("correlationId", "c-1");
        ArrayNode operations = several.putArray("operations");
        for (int number = 1; number <= count; number++) {
            operations.add(cluster.accept("Change", cluster.thing(kind, name + "-" + number), user));
        }
        answer(exchange, 202, several);
    }

    private static String kind(String path) {
        if (path.endsWith("/snapshots")) {
            return "snapshot";
        }
        if (path.startsWith("/disks")) {
            return "kept-disk";
        }
        if (path.startsWith("/templates")) {
            return "template";
        }
        if (path.equals("/isos")) {
            return "iso";
        }
        if (path.endsWith("/disks")) {
            return "disk";
        }
        if (path.startsWith("/vms")) {
            return "vm";
        }
        if (path.startsWith("/schedules")) {
            return "schedule";
        }
        if (path.startsWith("/autostart")) {
            return "autostart";
        }
        if (path.startsWith("/quotas")) {
            return "quota";
        }
        if (path.startsWith("/storage/volumes")) {
            return "volume";
        }
        if (path.startsWith("/storage/exports")) {
            return "export";
        }
        if (path.startsWith("/storage/peers")) {
            return "peer";
        }
        if (path.startsWith("/build-recipes")) {
            return "build-recipe";
        }
        if (path.startsWith("/build-campaigns")) {
            return "campaign";
        }
        return path.startsWith("/builds") ? "build" : "";
    }

    private static ArrayNode catalogue(List<String> names) {
        ArrayNode items = JSON.createArrayNode();
        names.forEach(name -> items.addObject().put("name", name).put("host", name));
        return items;
    }

    private static ObjectNode items(ArrayNode items) {
        ObjectNode page = JSON.createObjectNode();
        page.set("items", items);
        return page;
    }

    private static String query(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null) {
            return "";
        }
        return Arrays.stream(query.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), UTF_8))
                .collect(Collectors.joining());
    }

    private static void problem(
            HttpExchange exchange, int status, String detail, @Nullable String field, @Nullable String message)
            throws IOException {
        ObjectNode problem = JSON.createObjectNode()
                .put("type", "/problems/some")
                .put("title", "Refused")
                .put("status", status)
                .put("detail", detail);
        if (field != null) {
            problem.putArray("errors").addObject().put("field", field).put("message", message);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        send(exchange, status, JSON.writeValueAsBytes(problem));
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, status, JSON.writeValueAsBytes(body));
    }

    /** The log in two parts, the second after the first was read. */
    private void log(HttpExchange exchange) throws IOException {
        if (endless) {
            String part = "cc -c lua.c\n".repeat(20_000);
            long next = Long.parseLong(query(exchange, "offset")) + part.length();
            exchange.getResponseHeaders().set("X-Next-Offset", String.valueOf(next));
            exchange.getResponseHeaders().set("X-Log-Complete", "false");
            text(exchange, part);
            return;
        }
        boolean first = query(exchange, "offset").equals("0");
        exchange.getResponseHeaders().set("X-Next-Offset", first ? "20" : "40");
        exchange.getResponseHeaders().set("X-Log-Complete", String.valueOf(!first));
        text(exchange, first ? "cc -c lua.c\n" : "\u001b]0;owned\u0007cc -o lua\n");
    }

    private static void text(HttpExchange exchange, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        send(exchange, 200, body.getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
