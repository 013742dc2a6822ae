package org.vmc.vm.xen;

import com.xensource.xenapi.Connection;
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

    /** A connection within a session. */
    RawConnection(URL url, String session, Duration replyTimeout, Duration connectTimeout) {
        super(url, session, seconds(replyTimeout), seconds(connectTimeout));
        client.setConfig(getConfig());
        client.setTransportFactory(() -> new SendingOnce(client));
    }

    /**
     * Logs in.
     *
     * @throws RefusedReply when the pool does not let us in
     */
    static RawConnection login(URL url, String user, String password, Duration replyTimeout, Duration connectTimeout)
            throws XmlRpcException {
        var stranger = new RawConnection(url, "", replyTimeout, connectTimeout);
        Object session =
                stranger.execute("session.login_with_password", new Object[] {user, password, API_VERSION, ORIGINATOR});
        return new RawConnection(url, session.toString(), replyTimeout, connectTimeout);
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

    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds()));
    }
}
