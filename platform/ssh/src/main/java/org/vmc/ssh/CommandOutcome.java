package org.vmc.ssh;

import java.time.Duration;

/** How a command ended. */
public sealed interface CommandOutcome {

    /** Whether the program ran and exited with 0. */
    default boolean succeeded() {
        return this instanceof Exited exited && exited.status() == 0;
    }

    /** One sentence for a person. */
    String summary();

    /**
     * The program ran to its end.
     *
     * @param status as a shell reports it: 126 not executable, 127 not found, 128 + n ended by signal n; 125 when the
     *     working directory does not exist
     */
    record Exited(int status, CapturedText stdout, CapturedText stderr, Duration took) implements CommandOutcome {
        @Override
        public String summary() {
            if (status == 0) {
                return "exited with 0";
            }
            var reason = stderr.lastLine().isEmpty() ? stdout.lastLine() : stderr.lastLine();
            return "exited with " + status + (reason.isEmpty() ? "" : ": " + reason);
        }
    }

    /**
     * The time limit passed.
     *
     * @param ended whether nothing of it is left running over there, as far as could be established
     */
    record TimedOut(Duration limit, CapturedText stdout, CapturedText stderr, boolean ended) implements CommandOutcome {
        @Override
        public String summary() {
            return "took longer than " + limit.toMillis() + " ms" + leftover(ended);
        }
    }

    /** Somebody cancelled it, the waiting thread was interrupted, or the runner was closed. */
    record Cancelled(CapturedText stdout, CapturedText stderr, Duration took, boolean ended) implements CommandOutcome {
        @Override
        public String summary() {
            return "was cancelled" + leftover(ended);
        }
    }

    /** The connection went away while the program ran. It may have done all, part or nothing of its work. */
    record ConnectionLost(CapturedText stdout, CapturedText stderr, Duration took, boolean ended)
            implements CommandOutcome {
        @Override
        public String summary() {
            return "lost the connection after " + took.toMillis() + " ms" + leftover(ended);
        }
    }

    /** There was no connection; nothing ran. */
    record NotStarted(SshProblem problem) implements CommandOutcome {
        @Override
        public String summary() {
            return problem.explanation();
        }
    }

    private static String leftover(boolean ended) {
        return ended ? " and was ended" : "; it may still be running there";
    }
}
