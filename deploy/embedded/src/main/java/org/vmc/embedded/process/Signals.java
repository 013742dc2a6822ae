package org.vmc.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that {@link Process} cannot send. */
public final class Signals {

    private Signals() {}

    /** SIGINT: PostgreSQL's fast shutdown, which does not wait for clients. A process that is gone is left alone. */
    public static void interrupt(long pid) {
        // The shell's builtin: a minimal Debian has no kill program.
        send("kill -INT " + pid);
    }

    private static void send(String command) {
        try {
            new ProcessBuilder("sh", "-c", command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot run: " + command, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
