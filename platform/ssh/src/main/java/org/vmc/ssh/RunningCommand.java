package org.vmc.ssh;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** A command under way. Thread-safe. */
public final class RunningCommand {

    private final Execution execution;
    private final CompletableFuture<CommandOutcome> outcome;

    RunningCommand(Execution execution, Function<Execution, CompletableFuture<CommandOutcome>> begin) {
        this.execution = execution;
        this.outcome = begin.apply(execution);
    }

    /** Ends the command and all it started over there; returns at once, {@link #await} tells the outcome. */
    public void cancel() {
        execution.cancel();
    }

    public boolean isDone() {
        return outcome.isDone();
    }

    /**
     * Waits for the end. When the waiting thread is interrupted the command is cancelled, the outcome is still returned
     * and the thread's interrupt flag is set.
     *
     * @throws RuntimeException what the consumer of the output threw; the command has been ended then
     */
    public CommandOutcome await() {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return outcome.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel();
                } catch (ExecutionException e) {
                    throw new IllegalStateException(
                            "the output of " + execution.command() + " was not accepted", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
