package org.vmc.lab.xenapi.console;

import java.io.IOException;
import java.util.Arrays;
import org.vmc.lab.xenapi.handler.Duplex;

/** One client of a text console: bytes both ways. */
final class Vt100Session {

    private static final int BUFFER_BYTES = 4096;

    private final Duplex duplex;
    private final SharedTerminal terminal;

    Vt100Session(Duplex duplex, SharedTerminal terminal) {
        this.duplex = duplex;
        this.terminal = terminal;
    }

    /** Serves the client until it or the terminal goes away. */
    void run() throws IOException {
        var viewer = terminal.join();
        var showing = Thread.ofVirtual().name("vt100 output").start(() -> show(viewer));
        try {
            var buffer = new byte[BUFFER_BYTES];
            var in = duplex.input();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                terminal.type(Arrays.copyOf(buffer, count));
            }
        } finally {
            terminal.leave(viewer);
            showing.interrupt();
        }
    }

    private void show(Viewer viewer) {
        try (var out = duplex.output()) {
            for (var bytes = viewer.next(); bytes.isPresent(); bytes = viewer.next()) {
                out.write(bytes.get());
            }
        } catch (IOException | InterruptedException gone) {
            // The client has left, or is being left: closing the stream is all there is to do.
            Thread.currentThread().interrupt();
        }
    }
}
