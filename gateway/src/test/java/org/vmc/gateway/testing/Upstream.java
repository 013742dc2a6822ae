package org.vmc.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.vmc.embedded.process.HeldPort;

/** A real HTTP server in the place of a service: answers as told and remembers what it was asked. */
public final class Upstream implements AutoCloseable {
    /** One request as it arrived. */
    public record Seen(String method, URI uri, Headers headers, byte[] body) {}

    /** What a request is answered with. */
    public interface Answering {
        void answer(HttpExchange exchange, byte[] body) throws IOException;
    }

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HeldPort port = HeldPort.any();
    private volatile Answering answering = (exchange, body) -> json(exchange, 200, "{}");
    private volatile HttpServer server;

    public Upstream() {
        server = listen();
    }

    public int port() {
        return port.number();
    }

    public List<Seen> seen() {
        return seen;
    }

    public Seen last() {
        return seen.getLast();
    }

    public void answers(Answering how) {
        seen.clear();
        answering = how;
    }

    public void answersJson(int status, String body) {
        answers((exchange, ignored) -> json(exchange, status, body));
    }

    /** Cuts all connections and refuses new ones. */
    public void goDown() {
        server.stop(0);
    }

    /** Listens again as soon as whoever listened there last lets go of the port: that is some time after its close. */
    public void comeBack() {
        server = await().ignoreExceptionsMatching(failure -> failure.getCause() instanceof BindException)
                .until(this::listen, listening -> true);
    }

    public static void json(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        port.close();
    }

    private HttpServer listen() {
        try {
            var fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 0);
            fresh.setExecutor(threads);
            fresh.createContext("/", this::handle);
            fresh.start();
            return fresh;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            seen.add(new Seen(
                    exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body));
            answering.answer(exchange, body);
        }
    }
}
