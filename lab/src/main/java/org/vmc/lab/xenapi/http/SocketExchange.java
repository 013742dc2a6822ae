package org.vmc.lab.xenapi.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.vmc.lab.xenapi.handler.Duplex;
import org.vmc.lab.xenapi.handler.Exchange;
import org.vmc.lab.xenapi.handler.HttpRefusal;
import org.vmc.lab.xenapi.handler.Request;
import org.vmc.lab.xenapi.handler.Response;

/** An exchange over a socket. To be made on the event loop when the head of the request has come. */
final class SocketExchange implements Exchange {

    private final HttpServerRequest http;
    private final Context eventLoop;
    private final Request request;
    private final StreamInput body;
    private volatile boolean begun;

    SocketExchange(HttpServerRequest http, Context eventLoop) {
        this.http = http;
        this.eventLoop = eventLoop;
        this.request = head(http);
        this.body = new StreamInput(eventLoop, http);
    }

    private static Request head(HttpServerRequest http) {
        var query = new HashMap<String, String>();
        http.params().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
        var headers = new HashMap<String, String>();
        http.headers().forEach(entry -> headers.putIfAbsent(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        return new Request(
                http.method().name(), http.path(), query, cookies(headers.getOrDefault("cookie", "")), headers);
    }

    /** Clients put references into cookies unquoted; {@code OpaqueRef:…} is no legal cookie, so no strict parser. */
    private static Map<String, String> cookies(String header) {
        var cookies = new HashMap<String, String>();
        for (var pair : header.split("[;&]")) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                cookies.putIfAbsent(parts[0].strip(), decoded(parts[1].strip()));
            }
        }
        return cookies;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public InputStream body() {
        return body;
    }

    /** Whether a response was sent, so that an error can no longer be. */
    boolean begun() {
        return begun;
    }

    @Override
    public OutputStream respond(Response head) throws IOException {
        begun = true;
        var response = http.response().setStatusCode(head.status());
        head.headers().forEach(response::putHeader);
        response.putHeader("cache-control", "no-cache, no-store").putHeader("connection", "close");
        if (head.length().isPresent()) {
            response.putHeader("content-length", Long.toString(head.length().getAsLong()));
        } else if (http.version() != HttpVersion.HTTP_1_0) {
            response.setChunked(true);
        }
        StreamOutput.await(response.writeHead());
        // What the handler did not read of the body must not be taken for another request.
        return new StreamOutput(response, head.length(), () -> http.connection().close());
    }

    @Override
    public Duplex upgrade() throws IOException {
        var connect = http.method().equals(HttpMethod.CONNECT);
        if (!connect && !"websocket".equalsIgnoreCase(http.getHeader("upgrade"))) {
            throw new HttpRefusal(400, "Ask with CONNECT or as a WebSocket");
        }
        begun = true;
        var upgraded = Promise.<Duplex>promise();
        eventLoop.runOnContext(ready -> {
            if (connect) {
                Version11.forNextResponse(http.connection());
            }
            Future<Duplex> duplex = connect
                    ? http.toNetSocket().map(socket -> duplex(socket, socket))
                    : http.toWebSocket().map(socket -> duplex(socket, socket));
            duplex.onComplete(upgraded);
            http.resume();
        });
        return StreamOutput.await(upgraded.future());
    }

    private Duplex duplex(ReadStream<Buffer> from, WriteStream<Buffer> to) {
        return new Duplex(new StreamInput(eventLoop, from), new StreamOutput(to, OptionalLong.empty(), () -> {}));
    }
}
