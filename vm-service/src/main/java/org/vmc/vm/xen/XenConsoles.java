package org.vmc.vm.xen;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.apache.xmlrpc.XmlRpcException;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.xen.XenLink.Repeat;

/**
 * Consoles of running VMs. XAPI gives each console record a {@code location} on the host of the VM, to be asked for
 * with {@code CONNECT} and the session; after an empty 200 the connection carries the console's bytes.
 */
public final class XenConsoles {

    private static final int LONGEST_HEAD_BYTES = 16_384;
    private static final String OK = " 200 ";

    private final XenLink link;
    private final PoolEndpoint endpoint;

    /** Where a console is, and the session to open it with. */
    private record Place(URI location, String session) {}

    XenConsoles(XenLink link, PoolEndpoint endpoint) {
        this.link = link;
        this.endpoint = endpoint;
    }

    /**
     * Opens a console.
     *
     * @param protocol XenAPI's word for it, {@code vt100} or {@code rfb}
     * @return empty when the VM has none of that protocol, as when it does not run
     * @throws PoolUnreachable when its host does not let us have it
     */
    public Optional<XenConsole> open(VmRef vm, String protocol) {
        String attempted = "Opening the " + protocol + " console of " + vm;
        return link.call(attempted, Repeat.SAFE, connection -> place(connection, vm, protocol))
                .map(place -> connect(attempted, place));
    }

    private static Optional<Place> place(RawConnection connection, VmRef vm, String protocol) throws XmlRpcException {
        for (Object console : (Object[]) connection.value("VM.get_consoles", vm.value())) {
            Fields record = Fields.of(connection.value("console.get_record", console.toString()));
            if (record.text("protocol").equals(protocol)) {
                return Optional.of(new Place(URI.create(record.text("location")), connection.getSessionReference()));
            }
        }
        return Optional.empty();
    }

    private XenConsole connect(String attempted, Place place) {
        URI location = place.location();
        Socket socket = null;
        try {
            socket = socket(location);
            socket.setSoTimeout(Math.toIntExact(endpoint.replyTimeout().toMillis()));
            socket.getOutputStream().write(request(place).getBytes(StandardCharsets.ISO_8859_1));
            InputStream answer = new BufferedInputStream(socket.getInputStream());
            String status = status(answer);
            if (!status.contains(OK)) {
                throw new IOException("answered " + status);
            }
            // From here on silence is nothing unusual; whoever uses it has a limit of their own.
            socket.setSoTimeout(0);
            return new XenConsole(socket, answer);
        } catch (IOException | IllegalArgumentException failure) {
            close(socket, failure);
            throw new PoolUnreachable(
                    "%s at %s:%d: %s".formatted(attempted, location.getHost(), port(location), failure.getMessage()),
                    failure);
        }
    }

    private Socket socket(URI location) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.connect(
                    new InetSocketAddress(location.getHost(), port(location)),
                    Math.toIntExact(endpoint.connectTimeout().toMillis()));
            return isSecure(location) ? secured(plain, location) : plain;
        } catch (IOException failure) {
            plain.close();
            throw failure;
        }
    }

    /** With the trust and the check of the host's name that calls have. */
    private Socket secured(Socket plain, URI location) throws IOException {
        SSLSocket secure =
                (SSLSocket) endpoint.trust().sockets().createSocket(plain, location.getHost(), port(location), true);
        var parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    /** The session travels as a cookie: request lines end up in logs. */
    private static String request(Place place) {
        URI location = place.location();
        String query = location.getRawQuery() == null ? "" : "?" + location.getRawQuery();
        return "CONNECT %s%s HTTP/1.1\r\nHost: %s\r\nCookie: session_id=%s\r\n\r\n"
                .formatted(location.getRawPath(), query, location.getRawAuthority(), place.session());
    }

    /** The first line of the answer; its other lines are read and left. */
    private static String status(InputStream answer) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int one = answer.read();
            if (one < 0 || head.length() == LONGEST_HEAD_BYTES) {
                throw new IOException("no HTTP answer");
            }
            head.append((char) one);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    private static void close(@Nullable Socket socket, Exception failure) {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private static boolean isSecure(URI location) {
        return "https".equals(location.getScheme());
    }

    private static int port(URI location) {
        if (location.getPort() >= 0) {
            return location.getPort();
        }
        return isSecure(location) ? 443 : 80;
    }
}
