package org.vmc.storage.nfs;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.stream.Stream;

/** Asks NFS servers whether they have a directory. Thread-safe; each look is a connection of its own. */
@ApplicationScoped
public class NfsServers {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST_REPLY = 1 << 16;

    private static final int CALL_ID = 0x564d43;
    private static final int NFS = 100003;
    private static final int COMPOUND = 1;
    private static final int AUTH_SYS = 1;
    private static final int PUT_ROOT = 24;
    private static final int LOOKUP = 15;
    private static final int GET_ATTRIBUTES = 9;
    private static final int TYPE_BIT = 1 << 1;
    private static final int DIRECTORY = 2;

    private static final int NO_ENTRY = 2;
    private static final int NOT_A_DIRECTORY = 20;
    private static final int MINOR_VERSION_MISMATCH = 10021;
    private static final int LAST_FRAGMENT = 0x80000000;

    /**
     * Looks from the server's root for a directory.
     *
     * @param server name or IPv4 address
     * @param path absolute
     */
    public ExportLook look(String server, int port, String path) {
        var patience = Math.toIntExact(PATIENCE.toMillis());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(server, port), patience);
            socket.setSoTimeout(patience);
            var call = call(path);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(LAST_FRAGMENT | call.length);
            out.write(call);
            out.flush();
            return read(reply(new DataInputStream(socket.getInputStream())), path);
        } catch (IOException | BufferUnderflowException failure) {
            return new ExportLook.Silent("%s does not answer as an NFS server at port %d: %s"
                    .formatted(
                            server, port, failure.getMessage() == null ? "an answer cut short" : failure.getMessage()));
        }
    }

    private static byte[] call(String path) {
        var parts = Stream.of(path.split("/")).filter(part -> !part.isEmpty()).toList();
        var credentials = new XdrWriter()
                .number(0)
                .text("vmc")
                .number(0)
                .number(0)
                .number(0)
                .toBytes();
        var call = new XdrWriter()
                .number(CALL_ID)
                .number(0)
                .number(2)
                .number(NFS)
                .number(4)
                .number(COMPOUND)
                .number(AUTH_SYS)
                .opaque(credentials)
                .number(0)
                .number(0)
                .text("")
                .number(0)
                .number(parts.size() + 2)
                .number(PUT_ROOT);
        parts.forEach(part -> call.number(LOOKUP).text(part));
        return call.number(GET_ATTRIBUTES).number(1).number(TYPE_BIT).toBytes();
    }

    private static ByteBuffer reply(DataInputStream in) throws IOException {
        var reply = ByteBuffer.allocate(LARGEST_REPLY);
        boolean last;
        do {
            var header = in.readInt();
            last = (header & LAST_FRAGMENT) != 0;
            var length = header & ~LAST_FRAGMENT;
            if (length > reply.remaining()) {
                throw new IOException("an answer too long for one");
            }
            in.readFully(reply.array(), reply.position(), length);
            reply.position(reply.position() + length);
        } while (!last);
        return reply.flip();
    }

    private static ExportLook read(ByteBuffer reply, String path) throws IOException {
        if (reply.getInt() != CALL_ID || reply.getInt() != 1) {
            throw new IOException("an answer to something else");
        }
        if (reply.getInt() != 0) {
            return new ExportLook.Unseen("the server does not take the credentials of root from here");
        }
        skipOpaqueAfterNumber(reply);
        return switch (reply.getInt()) {
            case 0 -> compound(reply, path);
            case 1 -> new ExportLook.Silent("there is an RPC server at that port, but not NFS");
            case 2 ->
                new ExportLook.Unseen("the server speaks NFS %d to %d, and only 4 lets a client look without mounting"
                        .formatted(reply.getInt(), reply.getInt()));
            default -> new ExportLook.Unseen("the server does not take the call");
        };
    }

    private static ExportLook compound(ByteBuffer reply, String path) {
        var status = reply.getInt();
        if (status == NO_ENTRY || status == NOT_A_DIRECTORY) {
            return new ExportLook.Missing("the server has no directory " + path);
        }
        if (status == MINOR_VERSION_MISMATCH) {
            return new ExportLook.Unseen("the server does not speak NFS 4.0");
        }
        if (status != 0) {
            return new ExportLook.Unseen("the server does not show %s here (NFS error %d)".formatted(path, status));
        }
        skipOpaque(reply);
        var results = reply.getInt();
        for (var result = 1; result < results; result++) {
            reply.getInt();
            reply.getInt();
        }
        return type(reply) == DIRECTORY
                ? new ExportLook.There()
                : new ExportLook.Missing(path + " is there and is no directory");
    }

    private static int type(ByteBuffer reply) {
        reply.getInt();
        reply.getInt();
        var words = reply.getInt();
        for (var word = 0; word < words; word++) {
            reply.getInt();
        }
        reply.getInt();
        return reply.getInt();
    }

    private static void skipOpaqueAfterNumber(ByteBuffer reply) {
        reply.getInt();
        skipOpaque(reply);
    }

    private static void skipOpaque(ByteBuffer reply) {
        var length = reply.getInt();
        if (length < 0 || length > reply.remaining()) {
            throw new BufferUnderflowException();
        }
        reply.position(Math.min(reply.limit(), reply.position() + Math.ceilDiv(length, 4) * 4));
    }
}
