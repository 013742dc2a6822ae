package org.vmc.lab.xenapi.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.vmc.lab.xenapi.rpc.Dispatcher;
import org.vmc.lab.xenapi.wire.Encoding;
import org.vmc.lab.xenapi.wire.JsonRpc;
import org.vmc.lab.xenapi.wire.MalformedBody;
import org.vmc.lab.xenapi.wire.XmlRpc;

/** Serves the XenAPI over HTTP, and the lab's own controls beside it. */
public final class HttpEndpoint implements AutoCloseable {

    private static final int LARGEST_BODY_BYTES = 32 * 1024 * 1024;
    private static final int BACKLOG = 2048;
    private static final String WAITING_METHOD = "event.from";
    private static final Encoding XML = new XmlRpc();
    private static final Map<String, Encoding> ENCODINGS =
            Map.of("/", XML, "/RPC2", XML, "/json", XML, "/xmlrpc", XML, "/jsonrpc", new JsonRpc());

    private final Dispatcher dispatcher;
    private final LabControls controls;
    private final ExecutorService executor;
    private final Vertx vertx;
    private final HttpServer server;

    /** Begins to listen; answers when the port is open, fails when it is taken. */
    public HttpEndpoint(
            String bindAddress, int port, Dispatcher dispatcher, LabControls controls, ExecutorService executor) {
        this.dispatcher = dispatcher;
        this.controls = controls;
        this.executor = executor;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        var options = new HttpServerOptions()
                .setHost(bindAddress)
                .setPort(port)
                .setAcceptBacklog(BACKLOG)
                .setHttp2ClearTextEnabled(false);
        this.server = listen(options);
    }

    private HttpServer listen(HttpServerOptions options) {
        try {
            return vertx.createHttpServer(options)
                    .requestHandler(this::accept)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (RuntimeException taken) {
            vertx.close();
            throw taken;
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void accept(HttpServerRequest request) {
        var body = Buffer.buffer();
        var tooLarge = new boolean[1];
        request.handler(chunk -> {
            if (tooLarge[0]) {
                return;
            }
            if (body.length() + chunk.length() > LARGEST_BODY_BYTES) {
                tooLarge[0] = true;
                refuse(request, 413, "The body is larger than " + LARGEST_BODY_BYTES + " bytes");
                return;
            }
            body.appendBuffer(chunk);
        });
        request.endHandler(end -> {
            if (!tooLarge[0]) {
                route(request, body.getBytes());
            }
        });
    }

    private void route(HttpServerRequest request, byte[] body) {
        var encoding = ENCODINGS.get(request.path());
        if (encoding != null && request.method().equals(HttpMethod.POST)) {
            call(request, encoding, body);
            return;
        }
        if (controls.handles(request)) {
            control(request, body);
            return;
        }
        refuse(request, encoding == null ? 404 : 405, "Nothing is served here; POST calls to /, /RPC2 or /jsonrpc");
    }

    private void control(HttpServerRequest request, byte[] body) {
        var eventLoop = vertx.getOrCreateContext();
        var authorization = String.valueOf(request.getHeader("authorization"));
        executor.execute(() -> {
            var answer = controls.handle(request.method().name(), request.path(), authorization, body);
            eventLoop.runOnContext(ready -> answer(request, answer));
        });
    }

    private static void answer(HttpServerRequest request, LabControls.Answer answer) {
        var response = request.response();
        if (response.closed()) {
            return;
        }
        if (answer.status() == 401) {
            response.putHeader("www-authenticate", "Basic realm=\"lab\"");
        }
        response.setStatusCode(answer.status())
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(answer.body()));
    }

    private void call(HttpServerRequest request, Encoding encoding, byte[] body) {
        var eventLoop = vertx.getOrCreateContext();
        var waitsForEvents = new AtomicBoolean();
        var work = new FutureTask<Boolean>(
                () -> {
                    try {
                        var read = encoding.read(body);
                        waitsForEvents.set(read.call().method().equals(WAITING_METHOD));
                        var reply = read.encoder().apply(dispatcher.dispatch(read.call()));
                        eventLoop.runOnContext(ready -> answer(request, encoding, reply));
                    } catch (MalformedBody malformed) {
                        var reason = String.valueOf(malformed.getMessage());
                        eventLoop.runOnContext(ready -> refuse(request, 500, reason));
                    }
                },
                true);
        // Nobody waits for events in vain; every other call goes on without its client, as on a real server.
        request.response().closeHandler(gone -> work.cancel(waitsForEvents.get()));
        executor.execute(work);
    }

    private static void answer(HttpServerRequest request, Encoding encoding, byte[] reply) {
        var response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.putHeader("content-type", encoding.contentType())
                .putHeader("cache-control", "no-cache, no-store")
                .putHeader("connection", wantsToClose(request) ? "close" : "keep-alive")
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Allow-Headers", "X-Requested-With")
                .end(Buffer.buffer(reply));
    }

    private static boolean wantsToClose(HttpServerRequest request) {
        return "close".equalsIgnoreCase(request.getHeader("connection"));
    }

    private static void refuse(HttpServerRequest request, int status, String reason) {
        var response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("content-type", "text/html")
                .putHeader("cache-control", "no-cache, no-store")
                .putHeader("connection", "close")
                .end(ErrorPage.of(status, reason))
                .onComplete(sent -> request.connection().close());
    }
}
