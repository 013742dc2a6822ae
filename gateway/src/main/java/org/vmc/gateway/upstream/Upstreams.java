package org.vmc.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.streams.ReadStream;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** Calls the services over pooled connections, with a timeout each. Thread-safe. */
@Singleton
public class Upstreams {
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);
    private static final int MAX_CONNECTIONS_PER_SERVICE = 256;

    private final Map<Service, URI> places = new EnumMap<>(Service.class);
    private final UpstreamConfig config;
    private final HttpClient client;
    private final WebSocketClient sockets;

    Upstreams(Vertx vertx, UpstreamConfig config) {
        this.config = config;
        places.put(Service.VM, config.vmService());
        places.put(Service.STORAGE, config.storageService());
        places.put(Service.BUILD, config.buildService());
        var options = new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) TimeUnit.SECONDS.toSeconds(30))
                .setTcpNoDelay(true);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS_PER_SERVICE));
        this.sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxConnections(MAX_CONNECTIONS_PER_SERVICE)
                .setTcpNoDelay(true));
    }

    /**
     * Opens a WebSocket.
     *
     * @return fails with {@link io.vertx.core.http.UpgradeRejectedException} when the service answers but refuses
     */
    public Future<WebSocket> openSocket(
            Service service, String path, List<String> subprotocols, Map<String, String> headers) {
        return openSocket(place(service), path, subprotocols, headers);
    }

    /** As the other, at a server that is none of the services: the bot. */
    public Future<WebSocket> openSocket(
            URI place, String path, List<String> subprotocols, Map<String, String> headers) {
        var options = new WebSocketConnectOptions()
                .setHost(place.getHost())
                .setPort(port(place))
                .setSsl("https".equals(place.getScheme()))
                .setURI(path)
                .setSubProtocols(subprotocols)
                .setTimeout(config.answerTimeout().toMillis());
        headers.forEach(options::addHeader);
        return sockets.connect(options);
    }

    /**
     * Opens a request whose body the caller sends.
     *
     * @param pathAndQuery as received; what it holds is already normalised
     */
    public Future<HttpClientRequest> open(Service service, HttpMethod method, String pathAndQuery) {
        var place = place(service);
        return client.request(new RequestOptions()
                .setMethod(method)
                .setHost(place.getHost())
                .setPort(port(place))
                .setSsl("https".equals(place.getScheme()))
                .setURI(pathAndQuery)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setIdleTimeout(config.answerTimeout().toMillis()));
    }

    /** Lets an answer that is a stream be silent for longer. */
    public void expectStream(HttpClientRequest request) {
        request.idleTimeout(config.streamTimeout().toMillis());
    }

    /** A body that may take as long as it likes to send, as long as some of it passes. */
    public ReadStream<Buffer> sending(HttpClientRequest request, ReadStream<Buffer> body) {
        return new LongBody(request, body, config.streamTimeout());
    }

    /**
     * Whether a request may have met a pooled connection that was closed already, so that asking once more makes sense.
     */
    public static boolean isStale(Throwable failure) {
        return failure instanceof HttpClosedException
                || (failure instanceof SocketException && !(failure instanceof ConnectException));
    }

    /** Sends a request without a body and reads the whole answer; a GET is repeated once over a fresh connection. */
    public Future<Answer> call(Service service, HttpMethod method, String pathAndQuery, Map<String, String> headers) {
        return callOnce(service, method, pathAndQuery, headers)
                .recover(failure -> method == HttpMethod.GET && isStale(failure)
                        ? callOnce(service, method, pathAndQuery, headers)
                        : Future.failedFuture(failure));
    }

    private Future<Answer> callOnce(
            Service service, HttpMethod method, String pathAndQuery, Map<String, String> headers) {
        return open(service, method, pathAndQuery).compose(request -> {
            headers.forEach(request::putHeader);
            // The body is asked for on the thread that sends. A caller that is held up between the two would ask when
            // the answer has come and gone, and then wait for ever: no timeout looks after a request that has ended.
            return request.send().compose(response -> response.body()
                    .map(body -> new Answer(service, response.statusCode(), response.headers(), body)));
        });
    }

    /**
     * A {@code Location} that holds at the gateway: services name themselves in it, clients must not.
     *
     * @return the path and query when the location is on that service, the location unchanged otherwise
     */
    public String atGateway(Service service, String location) {
        return parse(location)
                .filter(uri -> uri.getHost() != null
                        && uri.getHost().equals(place(service).getHost()))
                .filter(uri -> port(uri) == port(place(service)))
                .map(uri -> uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery())
                .orElse(location);
    }

    /** The refusal when services do not answer; whatever they accepted before goes on without the gateway. */
    public static ProblemException unreachable(List<Service> services, String moreToSay, Throwable cause) {
        var names = String.join(", ", services.stream().map(Service::wireName).toList());
        var verb = services.size() == 1 ? "does" : "do";
        return ProblemException.of(
                        ProblemType.UPSTREAM_UNREACHABLE,
                        "%s %s not answer.%s".formatted(names, verb, moreToSay.isEmpty() ? "" : " " + moreToSay),
                        cause)
                .retryAfter(TRY_AGAIN_AFTER);
    }

    @PreDestroy
    void close() {
        client.close();
        sockets.close();
    }

    private URI place(Service service) {
        return Optional.ofNullable(places.get(service)).orElseThrow();
    }

    private static int port(URI place) {
        if (place.getPort() != -1) {
            return place.getPort();
        }
        return "https".equals(place.getScheme()) ? 443 : 80;
    }

    private static Optional<URI> parse(String location) {
        try {
            return Optional.of(URI.create(location));
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }
}
