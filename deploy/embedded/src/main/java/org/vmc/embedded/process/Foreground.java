package org.vmc.embedded.process;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** A program that has this terminal until it ends. */
public final class Foreground {

    private static final Signal INTERRUPT = new Signal("INT");
    private static final Signal TERMINATE = new Signal("TERM");

    private Foreground() {}

    /**
     * Runs the program on this process's terminal to its end. Ctrl-C is for the program alone, which decides what it
     * means; a SIGTERM is passed on to it.
     *
     * @return the program's exit status
     * @throws IOException when it cannot be started
     */
    public static int run(ProcessBuilder program) throws IOException, InterruptedException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        // A handler that does nothing, since a signal that is ignored would be ignored by the program as well.
        SignalHandler interruptBefore = Signal.handle(INTERRUPT, signal -> {});
        SignalHandler terminateBefore = Signal.handle(TERMINATE, signal -> started.thenAccept(Process::destroy));
        try {
            Process process = program.inheritIO().start();
            started.complete(process);
            return process.waitFor();
        } finally {
            Signal.handle(INTERRUPT, interruptBefore);
            Signal.handle(TERMINATE, terminateBefore);
        }
    }
}
