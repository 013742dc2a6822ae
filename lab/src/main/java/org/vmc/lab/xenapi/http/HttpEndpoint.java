package org.vmc.lab.xenapi.http;

import static java.lang.System.Logger.Level.ERROR;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.vmc.lab.xenapi.rpc.AnswerLost;
import org.vmc.lab.xenapi.rpc.Answering;
import org.vmc.lab.xenapi.wire.Encoding;
import org.vmc.lab.xenapi.wire.JsonRpc;
import org.vmc.lab.xenapi.wire.MalformedBody;
import org.vmc.lab.xenapi.wire.XmlRpc;

/** Serves the XenAPI over HTTP, and the lab's own controls beside it. */
public final class HttpEndpoint implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HttpEndpoint.class.getName());
    private static final int BACKLOG = 2048;
    private static final Set<String> WAITING_METHODS = Set.of("event.from", "event.next");

    /** What noVNC and the web consoles of other clients ask for. */
    private static final List<String> WEB_SOCKET_PROTOCOLS = List.of("binary");

    private static final Encoding XML = new XmlRpc();
    private static final Map<String, Encoding> ENCODINGS =
            Map.of("/", XML, "/RPC2", XML, "/json", XML, "/xmlrpc", XML, "/jsonrpc", new JsonRpc());

    private final LabControls controls;
    private final SideCalls sideCalls;
    private final ExecutorService executor;
    private final Vertx vertx;
    private final CallBodies bodies;

    public HttpEndpoint(LabControls controls, ExecutorService executor) {
        this.controls = controls;
        this.sideCalls = new SideCalls(executor);
        this.executor = executor;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.bodies = new CallBodies(vertx, CallBodies.Limits.usual());
    }

    /** Begins to listen; answers when the port is open, fails when it is taken. */
    HttpServer listen(String address, int port, Served served) {
        return listen(options(address, port), served);
    }

    /** The same with TLS. */
    HttpServer listen(String address, int port, TlsKey key, Served served) {
        var options = options(address, port)
                .setSsl(true)
                .setKeyCertOptions(
                        new PfxOptions().setPath(key.keyStore().toString()).setPassword(TlsKey.PASSWORD));
        return listen(options, served);
    }

    private static HttpServerOptions options(String address, int port) {
        return new HttpServerOptions()
                .setHost(address)
                .setPort(port)
                .setAcceptBacklog(BACKLOG)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                .setWebSocketSubProtocols(WEB_SOCKET_PROTOCOLS)
                .setPerMessageWebSocketCompressionSupported(false);
    }

    private HttpServer listen(HttpServerOptions options, Served served) {
        return vertx.createHttpServer(options)
                .connectionHandler(bodies::watch)
                .requestHandler(request -> {
                    bodies.speaks(request.connection());
                    accept(request, served);
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void accept(HttpServerRequest request, Served served) {
        var handlers = served.handlers().get().filter(beside -> SideCalls.handles(request, beside));
        if (handlers.isPresent()) {
            sideCalls.begin(request, handlers.get(), vertx.getOrCreateContext());
            return;
        }
        bodies.collect(
                request,
                body -> route(request, served.calls(), body),
                (status, reason) -> sendRefusal(request, status, reason));
    }

    private void route(HttpServerRequest request, Answering answering, CallBodies.Body body) {
        var encoding = ENCODINGS.get(request.path());
        if (encoding != null && request.method().equals(HttpMethod.POST)) {
            call(request, answering, encoding, body);
            return;
        }
        if (controls.handles(request)) {
            control(request, body);
            return;
        }
        body.read();
        refuse(request, encoding == null ? 404 : 405, "Nothing is served here; POST calls to /, /RPC2 or /jsonrpc");
    }

    private void control(HttpServerRequest request, CallBodies.Body body) {
        body.read();
        var eventLoop = vertx.getOrCreateContext();
        var authorization = String.valueOf(request.getHeader("authorization"));
        executor.execute(() -> {
            var answer = controls.handle(request.method().name(), request.path(), authorization, body.bytes());
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

    private void call(HttpServerRequest request, Answering answering, Encoding encoding, CallBodies.Body body) {
        var eventLoop = vertx.getOrCreateContext();
        var waitsForEvents = new AtomicBoolean();
        var work = new FutureTask<Boolean>(
                () -> {
                    try {
                        var read = read(encoding, body);
                        waitsForEvents.set(WAITING_METHODS.contains(read.call().method()));
                        var reply = read.encoder().apply(answering.dispatch(read.call()));
                        eventLoop.runOnContext(ready -> answer(request, encoding, reply));
                    } catch (MalformedBody malformed) {
                        var reason = String.valueOf(malformed.getMessage());
                        eventLoop.runOnContext(ready -> refuse(request, 500, reason));
                    } catch (AnswerLost lost) {
                        eventLoop.runOnContext(ready -> request.connection().close());
                    } catch (RuntimeException | Error broken) {
                        LOG.log(ERROR, "A call broke the server", broken);
                        eventLoop.runOnContext(ready -> refuse(request, 500, "Failure(\"internal error\")"));
                    }
                },
                true);
        // Nobody waits for events in vain; every other call goes on without its client, as on a real server.
        request.response().closeHandler(gone -> work.cancel(waitsForEvents.get()));
        executor.execute(work);
    }

    private static Encoding.Request read(Encoding encoding, CallBodies.Body body) throws MalformedBody {
        try {
            return encoding.read(body.bytes());
        } finally {
            body.read();
        }
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
        sendRefusal(request, status, reason)
                .onComplete(sent -> request.connection().close());
    }

    private static Future<Void> sendRefusal(HttpServerRequest request, int status, String reason) {
        var response = request.response();
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        return response.setStatusCode(status)
                .putHeader("content-type", "text/html")
                .putHeader("cache-control", "no-cache, no-store")
                .putHeader("connection", "close")
                .end(ErrorPage.of(status, reason));
    }
}
