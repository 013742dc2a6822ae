package org.vmc.lab.xenapi;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A socket that speaks HTTP by hand. Reads fail after a while instead of waiting for ever. */
final class RawConnection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawConnection(XenApiServer server) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    DataInputStream in() {
        return in;
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads the head of a response: everything up to the empty line. */
    String head() throws IOException {
        return readUntil("\r\n\r\n");
    }

    /** Reads until a text has come; the answer includes it. */
    String readUntil(String wanted) throws IOException {
        var read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(wanted)) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("The connection ended after: " + read.toString(StandardCharsets.ISO_8859_1));
            }
            read.write(one);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the other side has closed and everything was read. */
    boolean ended() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
