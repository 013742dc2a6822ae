package org.vmc.ssh;

/** How a transfer of files ended. */
public sealed interface TransferOutcome {

    default boolean succeeded() {
        return this instanceof Transferred;
    }

    /** One sentence for a person. */
    String summary();

    /** All arrived. */
    record Transferred(long files, long bytes) implements TransferOutcome {
        @Override
        public String summary() {
            return files + " files, " + bytes + " bytes";
        }
    }

    /** It stopped before the end; part of it may have arrived. */
    record Failed(String reason) implements TransferOutcome {
        @Override
        public String summary() {
            return reason;
        }
    }

    /** There was no connection; nothing happened. */
    record NotStarted(SshProblem problem) implements TransferOutcome {
        @Override
        public String summary() {
            return problem.explanation();
        }
    }
}
