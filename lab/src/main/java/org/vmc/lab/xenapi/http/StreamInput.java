package org.vmc.lab.xenapi.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A stream of buffers for a thread that blocks. The next buffer is asked for only when the last one was read. */
final class StreamInput extends InputStream {

    private final Context eventLoop;
    private final ReadStream<Buffer> stream;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private Buffer current = Buffer.buffer();
    private int position;

    private sealed interface Event {
        record Data(Buffer buffer) implements Event {}

        record End() implements Event {}

        record Failed(Throwable cause) implements Event {}
    }

    /** To be made on the event loop, before anything of the stream has been delivered. */
    StreamInput(Context eventLoop, ReadStream<Buffer> stream) {
        this.eventLoop = eventLoop;
        this.stream = stream;
        stream.pause();
        stream.exceptionHandler(cause -> events.add(new Event.Failed(cause)));
        stream.endHandler(end -> events.add(new Event.End()));
        stream.handler(buffer -> events.add(new Event.Data(buffer)));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == current.length()) {
            if (!advance()) {
                return -1;
            }
        }
        int count = Math.min(length, current.length() - position);
        current.getBytes(position, position + count, into, offset);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return current.length() - position;
    }

    private boolean advance() throws IOException {
        eventLoop.runOnContext(ready -> stream.fetch(1));
        switch (take()) {
            case Event.Data(Buffer buffer) -> {
                current = buffer;
                position = 0;
                return true;
            }
            case Event.End end -> {
                events.add(end);
                return false;
            }
            case Event.Failed failed -> {
                events.add(failed);
                throw new IOException("The client went away", failed.cause());
            }
        }
    }

    private Event take() throws InterruptedIOException {
        try {
            return events.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while reading from a client");
        }
    }
}
