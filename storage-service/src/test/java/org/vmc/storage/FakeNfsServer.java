package org.vmc.storage;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Speaks NFSv4's PUTROOTFH, LOOKUP and GETATTR as RFC 7530 writes them, for directories that are told. */
public final class FakeNfsServer implements AutoCloseable {

    /** How it answers. */
    public enum Manner {
        /** As a server of version 4. */
        VERSION_4,
        /** As one of versions 2 and 3 alone. */
        VERSION_3,
        /** It shows nothing to a client it does not know. */
        CLOSED
    }

    private static final int LAST_FRAGMENT = 0x80000000;

    private final ServerSocket socket;
    private final Set<String> directories = ConcurrentHashMap.newKeySet();
    private volatile Manner manner = Manner.VERSION_4;

    public FakeNfsServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fake-nfs").start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public void export(String path) {
        directories.add(path);
    }

    public void behave(Manner wanted) {
        manner = wanted;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                answer(client);
            } catch (IOException gone) {
                // The next client, unless the server is closed.
            }
        }
    }

    private void answer(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        var call = ByteBuffer.wrap(in.readNBytes(in.readInt() & ~LAST_FRAGMENT));
        var bytes = new ByteArrayOutputStream();
        reply(call, new DataOutputStream(bytes));
        // In two fragments, as a server may.
        var out = new DataOutputStream(client.getOutputStream());
        out.writeInt(8);
        out.write(bytes.toByteArray(), 0, 8);
        out.writeInt(LAST_FRAGMENT | (bytes.size() - 8));
        out.write(bytes.toByteArray(), 8, bytes.size() - 8);
        out.flush();
    }

    private void reply(ByteBuffer call, DataOutputStream out) throws IOException {
        out.writeInt(call.getInt());
        out.writeInt(1);
        out.writeInt(0);
        out.writeInt(0);
        out.writeInt(0);
        if (manner == Manner.VERSION_3) {
            out.writeInt(2);
            out.writeInt(2);
            out.writeInt(3);
            return;
        }
        out.writeInt(0);
        call.position(call.position() + 5 * 4);
        call.getInt();
        text(call);
        call.getInt();
        call.getInt();
        text(call);
        call.getInt();
        compound(call, out);
    }

    private void compound(ByteBuffer call, DataOutputStream out) throws IOException {
        var operations = call.getInt();
        var path = new StringBuilder();
        for (var operation = 0; operation < operations; operation++) {
            if (call.getInt() == 15) {
                path.append('/').append(text(call));
            }
        }
        var status = manner == Manner.CLOSED ? 1 : directories.contains(path.toString()) ? 0 : 2;
        out.writeInt(status);
        out.writeInt(0);
        out.writeInt(operations);
        for (var operation = 0; operation < operations - 1; operation++) {
            out.writeInt(operation == 0 ? 24 : 15);
            out.writeInt(status);
        }
        out.writeInt(9);
        out.writeInt(status);
        out.writeInt(1);
        out.writeInt(2);
        out.writeInt(4);
        out.writeInt(2);
    }

    private static String text(ByteBuffer call) {
        var bytes = new byte[call.getInt()];
        call.get(bytes);
        call.position(call.position() + (4 - bytes.length % 4) % 4);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
