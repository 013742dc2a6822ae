package org.vmc.vm.xen;

import com.xensource.xenapi.Connection;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.client.XmlRpcClient;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's connection with a transport of our own beneath its typed methods.
 *
 * <p>The SDK turns replies into typed records and exceptions that drop what it does not know: enum values, fields, and
 * the parameters of most error codes. Here records can be read raw, and every refusal keeps the pool's own words.
 */
final class RawConnection extends Connection {

    private static final String API_VERSION = "2.14";
    private static final String ORIGINATOR = "vmc";

    private static final int MOST_HOPS = 3;

    private final XmlRpcClient client = new XmlRpcClient();
    private final URI at;
    private final PoolEndpoint endpoint;
    private final int replyMillis;

    /**
     * A connection within a session.
     *
     * @param at where, which may be another host than the endpoint's own
     * @param patience how much longer than usual a reply may take
     */
    RawConnection(URI at, String session, PoolEndpoint endpoint, Duration patience) {
        super(url(at), session, seconds(endpoint.replyTimeout().plus(patience)), seconds(endpoint.connectTimeout()));
        this.at = at;
        this.endpoint = endpoint;
        this.replyMillis =
                Math.toIntExact(endpoint.replyTimeout().plus(patience).toMillis());
        client.setConfig(getConfig());
        client.setTransportFactory(
                () -> new SendingOnce(client, endpoint.trust().sockets()));
    }

    /**
     * Logs in.
     *
     * @throws RefusedReply when the pool does not let us in
     */
    static RawConnection login(URI at, PoolEndpoint endpoint) throws XmlRpcException {
        var stranger = new RawConnection(at, "", endpoint, Duration.ZERO);
        Object session = stranger.execute(
                "session.login_with_password",
                new Object[] {endpoint.user(), endpoint.password(), API_VERSION, ORIGINATOR});
        return new RawConnection(at, session.toString(), endpoint, Duration.ZERO);
    }

    /** The same session with more patience. */
    RawConnection patient(PoolEndpoint endpoint, Duration patience) {
        return new RawConnection(at, getSessionReference(), endpoint, patience);
    }

    /** Calls a method with the session and these arguments, and returns the reply's value as XML-RPC decoded it. */
    Object value(String method, Object... arguments) throws XmlRpcException {
        Object[] all = new Object[arguments.length + 1];
        all[0] = getSessionReference();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return execute(method, all);
    }

    /**
     * Sends bytes to one of the pool's HTTP handlers, within the session. A host that cannot reach the object itself
     * names the one that can.
     */
    void put(String path, Map<String, String> parameters, byte[] content) throws XmlRpcException {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("session_id", getSessionReference());
        String query = all.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            URI target = at.resolve(path + "?" + query);
            for (int hop = 0; hop < MOST_HOPS; hop++) {
                URI elsewhere = send(target, content);
                if (elsewhere == null) {
                    return;
                }
                target = elsewhere;
            }
            throw new IOException("sent from host to host");
        } catch (IOException failure) {
            throw new XmlRpcException("Sending to " + path, failure);
        }
    }

    /** Where to send it instead; null when it was taken. */
    private @Nullable URI send(URI target, byte[] content) throws IOException, XmlRpcException {
        HttpURLConnection http = (HttpURLConnection) target.toURL().openConnection();
        if (http instanceof HttpsURLConnection encrypted) {
            encrypted.setSSLSocketFactory(endpoint.trust().sockets());
        }
        http.setInstanceFollowRedirects(false);
        http.setRequestMethod("PUT");
        http.setDoOutput(true);
        http.setConnectTimeout(Math.toIntExact(endpoint.connectTimeout().toMillis()));
        http.setReadTimeout(replyMillis);
        http.setFixedLengthStreamingMode(content.length);
        try (OutputStream body = http.getOutputStream()) {
            body.write(content);
        }
        int status = http.getResponseCode();
        String elsewhere = http.getHeaderField("Location");
        if (status >= 300 && status < 400 && elsewhere != null) {
            return target.resolve(elsewhere);
        }
        if (status >= 300) {
            throw new RefusedReply(List.of("IMPORT_ERROR", "HTTP " + status + " " + http.getResponseMessage()));
        }
        return null;
    }

    /** What all the SDK's typed methods end in. */
    @Override
    protected Map<?, ?> dispatch(String method, Object[] arguments) throws XmlRpcException {
        return Map.of("Value", execute(method, arguments));
    }

    private Object execute(String method, Object[] arguments) throws XmlRpcException {
        if (!(client.execute(method, arguments) instanceof Map<?, ?> reply)) {
            throw new XmlRpcException(method + " was answered with something else than a struct");
        }
        if ("Success".equals(reply.get("Status"))) {
            Object value = reply.get("Value");
            return value == null ? "" : value;
        }
        throw new RefusedReply(description(reply));
    }

    private static List<String> description(Map<?, ?> reply) {
        return reply.get("ErrorDescription") instanceof Object[] parts && parts.length > 0
                ? Arrays.stream(parts).map(Object::toString).toList()
                : List.of("UNKNOWN_ERROR");
    }

    private static URL url(URI at) {
        try {
            return at.toURL();
        } catch (MalformedURLException cause) {
            throw new PoolUnreachable("Pool address " + at + " is not a URL", cause);
        }
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds()));
    }
}
