package org.vmc.vm.consoles;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A client at the other end of a WebSocket, for blocking threads. Frames are let in one at a time: the next one when
 * the last was taken, so that a client that sends faster than the console reads is slowed down by TCP.
 */
final class SocketClient implements ConsoleSession.Client {

    private static final Duration TAKES_AT_MOST = Duration.ofMinutes(1);
    private static final byte[] GONE = {};

    private final ServerWebSocket socket;
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

    private SocketClient(ServerWebSocket socket) {
        this.socket = socket;
    }

    /** Must be called on the event loop that opened the socket, so that no frame is missed. */
    static SocketClient on(ServerWebSocket socket) {
        SocketClient client = new SocketClient(socket);
        socket.pause();
        socket.handler(frame -> client.received.add(frame.getBytes()));
        socket.closeHandler(gone -> client.received.add(GONE));
        socket.exceptionHandler(broken -> client.received.add(GONE));
        return client;
    }

    @Override
    public void send(byte[] bytes) throws IOException, InterruptedException {
        try {
            socket.writeBinaryMessage(Buffer.buffer(bytes))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TAKES_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw new IOException("Sending to the client", failure.getCause());
        } catch (TimeoutException stuck) {
            throw new IOException("The client takes nothing", stuck);
        }
    }

    @Override
    public byte @Nullable [] receive() throws InterruptedException {
        socket.fetch(1);
        byte[] frame = received.take();
        return frame == GONE ? null : frame;
    }

    @Override
    public void close(ConsoleEnd end) {
        if (!socket.isClosed()) {
            socket.close((short) end.code(), end.reason());
        }
    }
}
