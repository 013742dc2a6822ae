package org.vmc.vm.autostart;

import java.util.Optional;
import org.vmc.operations.plan.StepContext;

/**
 * How a VM of a run stands, once that is settled. Kept with the operation under {@link #key}, so it is the result of
 * the run too.
 *
 * @param details for people; empty when the outcome says all
 */
record Standing(Outcome outcome, String details) {

    private static final String SEPARATOR = ": ";

    /** What became of it. */
    enum Outcome {
        /** This run has started it and it is ready. */
        STARTED,
        /** It ran already and is ready. */
        RAN_ALREADY,
        /** It was not started or has not become ready. */
        FAILED,
        /** What it needs is not there, so it was left alone. */
        LEFT_OUT;

        boolean ready() {
            return switch (this) {
                case STARTED, RAN_ALREADY -> true;
                case FAILED, LEFT_OUT -> false;
            };
        }
    }

    static String key(Entry entry) {
        return "vm." + entry.name();
    }

    static Optional<Standing> of(Entry entry, StepContext<Run> context) {
        return context.learned(key(entry)).map(Standing::parse);
    }

    static Standing parse(String text) {
        String[] parts = text.split(SEPARATOR, 2);
        return new Standing(Outcome.valueOf(parts[0]), parts.length == 1 ? "" : parts[1]);
    }

    String text() {
        return details.isEmpty() ? outcome.name() : outcome + SEPARATOR + details;
    }
}
