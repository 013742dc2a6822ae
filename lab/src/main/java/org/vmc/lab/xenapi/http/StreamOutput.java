package org.vmc.lab.xenapi.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;

/** A stream of buffers for a thread that blocks: a write returns when the socket took it. */
final class StreamOutput extends OutputStream {

    private final WriteStream<Buffer> stream;
    private final OptionalLong length;
    private final Runnable afterClose;
    private long written;
    private boolean closed;

    /**
     * @param length bytes after which the other side has everything, when it was told
     * @param afterClose done when the end of the stream was sent
     */
    StreamOutput(WriteStream<Buffer> stream, OptionalLong length, Runnable afterClose) {
        this.stream = stream;
        this.length = length;
        this.afterClose = afterClose;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
        if (count > 0) {
            await(stream.write(Buffer.buffer(count).appendBytes(from, offset, count)));
            written += count;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                await(stream.end());
            } catch (IOException gone) {
                // A client that has all it was promised may leave before it is told of the end.
                if (length.isEmpty() || written < length.getAsLong()) {
                    throw gone;
                }
            }
            afterClose.run();
        }
    }

    /** The result of something done on the event loop. */
    static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw new IOException("The client went away", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while writing to a client");
        }
    }
}
