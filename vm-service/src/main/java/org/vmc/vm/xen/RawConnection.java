package org.vmc.vm.xen;

import com.xensource.xenapi.Connection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.client.XmlRpcClient;

/**
 * The SDK's connection with a transport of our own beneath its typed methods.
 *
 * <p>The SDK turns replies into typed records and exceptions that drop what it does not know: enum values, fields, and
 * the parameters of most error codes. Here records can be read raw, and every refusal keeps the pool's own words.
 */
final class RawConnection extends Connection {

    private static final String API_VERSION = "2.14";
    private static final String ORIGINATOR = "vmc";

    private final XmlRpcClient client = new XmlRpcClient();
    private final URI at;

    /**
     * A connection within a session.
     *
     * @param at where, which may be another host than the endpoint's own
     * @param patience how much longer than usual a reply may take
     */
    RawConnection(URI at, String session, PoolEndpoint endpoint, Duration patience) {
        super(url(at), session, seconds(endpoint.replyTimeout().plus(patience)), seconds(endpoint.connectTimeout()));
        this.at = at;
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
