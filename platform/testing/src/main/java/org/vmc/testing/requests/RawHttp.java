package org.vmc.testing.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends requests as bytes, since a client that reads well refuses to send what must be tried. */
final class RawHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_READ = 1 << 20;

    private final URI server;

    RawHttp(URI server) {
        this.server = server;
    }

    /** An answer; names of headers are in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** @throws IOException when nothing readable came back in time */
    Answer send(RawRequest request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            write(socket, request.bytes(server.getAuthority()));
            return read(new BufferedInputStream(socket.getInputStream()), request.method());
        }
    }

    /** A server may answer before all was sent, and close: what it said is still to be read. */
    private static void write(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closedEarly) {
            if (socket.getInputStream().available() == 0) {
                throw closedEarly;
            }
        }
    }

    private static Answer read(InputStream input, String method) throws IOException {
        String[] status = line(input).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
            throw new IOException("Not an answer of HTTP: " + String.join(" ", status));
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(input); !header.isEmpty(); header = line(input)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status[1]);
        if (code == 100) {
            return read(input, method);
        }
        return new Answer(code, headers, new String(body(input, headers, method, code), UTF_8));
    }

    private static byte[] body(InputStream input, Map<String, String> headers, String method, int status)
            throws IOException {
        boolean never = method.equals("HEAD") || status == 204 || status == 304;
        if (never || headers.getOrDefault("content-type", "").startsWith("text/event-stream")) {
            return new byte[0];
        }
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return chunks(input);
        }
        String length = headers.get("content-length");
        return input.readNBytes(length == null ? MOST_READ : Math.min(Integer.parseInt(length), MOST_READ));
    }

    private static byte[] chunks(InputStream input) throws IOException {
        var all = new ByteArrayOutputStream();
        for (int size = chunkSize(input); size > 0 && all.size() < MOST_READ; size = chunkSize(input)) {
            all.write(input.readNBytes(size));
            line(input);
        }
        return all.toByteArray();
    }

    private static int chunkSize(InputStream input) throws IOException {
        return Integer.parseInt(line(input).strip(), 16);
    }

    private static String line(InputStream input) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("The server closed the connection after: " + line.toString(ISO_8859_1));
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }
}
