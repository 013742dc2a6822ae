package org.vmc.lab.xenapi.console;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** What a client of a terminal has not read yet. One that reads too slowly is cut off: it must not stop the others. */
final class Viewer {

    private static final int MOST_WAITING = 1024;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    /** Adds something to read; false when the client has been cut off. */
    boolean offer(byte[] bytes) {
        if (bytes.length == 0 || waiting.offer(bytes)) {
            return true;
        }
        end();
        return false;
    }

    void end() {
        if (!waiting.offer(END)) {
            waiting.clear();
            waiting.offer(END);
        }
    }

    /** Waits for more; empty at the end. */
    Optional<byte[]> next() throws InterruptedException {
        var bytes = waiting.take();
        return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
    }
}
