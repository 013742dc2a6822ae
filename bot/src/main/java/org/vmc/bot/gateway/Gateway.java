package org.vmc.bot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * REST calls with one user's token, or with the bot's for one user of a chat. Blocking; meant for virtual threads.
 * Thread-safe.
 *
 * <p>A call that gets no answer is repeated twice after a short random wait; changes carry an idempotency key, so that
 * a repetition is the same change. Every failure is a {@link GatewayException} whose message can be shown.
 */
public final class Gateway {

    private static final int ATTEMPTS = 3;
    private static final int MAX_PAGES = 10;
    private static final int PAGE_SIZE = 100;

    private final HttpClient http;
    private final ObjectMapper json;
    private final GatewayConfig config;
    private final String token;
    private final @Nullable String chatUser;

    Gateway(HttpClient http, ObjectMapper json, GatewayConfig config, String token, @Nullable String chatUser) {
        this.http = http;
        this.json = json;
        this.config = config;
        this.token = token;
        this.chatUser = chatUser;
    }

    /** Who the token belongs to; refused with 401 when the gateway does not know it. */
    public Caller whoami() {
        WhoamiView view = call(Request.get("/whoami"), WhoamiView.class);
        Role role = Role.labelled(view.role() == null ? "" : view.role())
                .orElseThrow(() -> new UnexpectedAnswer("GET /api/v1/whoami", "no known role", null));
        String team = view.team();
        return new Caller(view.user() == null ? "?" : view.user(), role, team == null || team.isEmpty() ? null : team);
    }

    /** Sends the request and reads the JSON answer. */
    public <T> T call(Request request, Class<T> view) {
        return read(request, text(request), view);
    }

    /** Sends the request and returns the body as text. */
    public String text(Request request) {
        return fetch(request).body();
    }

    /** Sends the request and returns body and headers. */
    public Fetched fetch(Request request) {
        String correlationId = UUID.randomUUID().toString();
        HttpResponse<String> response = send(request, correlationId);
        if (response.statusCode() < 300) {
            return new Fetched(response.body(), response.headers());
        }
        throw problem(response.body()).asRefusal(response.statusCode(), correlationId);
    }

    /** All items of a list, following its pages up to a thousand items. */
    public <T> List<T> list(Request request, Class<T> view) {
        List<T> items = new ArrayList<>();
        Request page = request.with("limit", String.valueOf(PAGE_SIZE));
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Listing listing = call(page, Listing.class);
            for (JsonNode item : listing.present()) {
                items.add(read(request, item, view));
            }
            String next = listing.nextCursor();
            if (next == null) {
                break;
            }
            page = page.with("cursor", next);
        }
        return items;
    }

    private HttpResponse<String> send(Request request, String correlationId) {
        HttpRequest message = message(request, correlationId);
        IOException last = new IOException("no attempt was made");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return http.send(message, BodyHandlers.ofString(UTF_8));
            } catch (IOException e) {
                last = e;
                if (attempt < ATTEMPTS) {
                    pause(attempt);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GatewaySilent(config.gatewayUrl().toString(), e);
            }
        }
        throw new GatewaySilent(config.gatewayUrl().toString(), last);
    }

    private HttpRequest message(Request request, String correlationId) {
        HttpRequest.Builder message = HttpRequest.newBuilder(uri(request))
                .timeout(config.requestTimeout())
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json, text/plain;q=0.9")
                .header("X-Correlation-Id", correlationId)
                .header("X-Vmc-Cause", "chat");
        if (chatUser != null) {
            message.header("VMC-Chat-User", chatUser);
        }
        if (!request.isRead()) {
            message.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        Object body = request.body();
        if (body == null) {
            return message.method(request.method(), BodyPublishers.noBody()).build();
        }
        return message.header("Content-Type", "application/json")
                .method(request.method(), BodyPublishers.ofString(write(body)))
                .build();
    }

    private URI uri(Request request) {
        String base = config.gatewayUrl().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + request.pathAndQuery());
    }

    private static void pause(int attempt) {
        long millis = ThreadLocalRandom.current().nextLong(100, 300) * attempt;
        new CompletableFuture<@Nullable Void>()
                .completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
                .join();
    }

    private Problem problem(String body) {
        try {
            Problem problem = json.readValue(body, Problem.class);
            return problem == null ? Problem.EMPTY : problem;
        } catch (JsonProcessingException e) {
            return Problem.EMPTY;
        }
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot be written as JSON: " + body.getClass(), e);
        }
    }

    private <T> T read(Request request, String body, Class<T> view) {
        try {
            return present(request, json.readValue(body, view));
        } catch (JsonProcessingException e) {
            throw new UnexpectedAnswer(request.toString(), "not the JSON expected", e);
        }
    }

    private <T> T read(Request request, JsonNode item, Class<T> view) {
        try {
            return present(request, json.treeToValue(item, view));
        } catch (JsonProcessingException e) {
            throw new UnexpectedAnswer(request.toString(), "not the JSON expected", e);
        }
    }

    private static <T> T present(Request request, @Nullable T value) {
        if (value == null) {
            throw new UnexpectedAnswer(request.toString(), "it is empty", null);
        }
        return value;
    }

    /** An answer with its headers. */
    public record Fetched(String body, HttpHeaders headers) {}

    private record WhoamiView(
            @Nullable String user,
            @Nullable String role,
            @Nullable String team) {}
}
