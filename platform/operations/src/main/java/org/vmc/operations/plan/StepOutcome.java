package org.vmc.operations.plan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a step says when it returns. Failure is an exception, see {@link Step}. */
public sealed interface StepOutcome {

    /** Done, with nothing learned and nothing to commit. */
    static Done done() {
        return new Done(Map.of(), () -> {});
    }

    /**
     * Not yet: run the same step again later, as when waiting for a guest to boot. The pause ends early when somebody
     * calls {@code Operations.wake}.
     *
     * @param recheckAfter the longest pause until the step runs again
     * @param message what it is waiting for, shown to people
     */
    static NotYet notYet(Duration recheckAfter, String message) {
        return new NotYet(recheckAfter, message);
    }

    /**
     * Not for long, perhaps for hours, as when a person has to decide: as {@link #notYet}, but the worker goes to other
     * operations meanwhile. The operation keeps its turn on its target. The step is given up when its own timeout is
     * over.
     *
     * @param recheckAfter the longest pause until the step runs again
     * @param message what it is waiting for, shown to people
     */
    static NotYet parked(Duration recheckAfter, String message) {
        return new NotYet(recheckAfter, message, true, 0);
    }

    /**
     * The step's effect is there.
     *
     * @param learned facts for later steps and for the operation's result, kept with the operation
     * @param commit row changes and facts, run inside the transaction that marks the step done
     */
    record Done(Map<String, String> learned, Runnable commit) implements StepOutcome {
        public Done {
            learned = Map.copyOf(learned);
        }

        /** Also remembers {@code key}; later steps read it from {@link StepContext#learned}. */
        public Done learned(String key, String value) {
            var more = new LinkedHashMap<>(learned);
            more.put(key, value);
            return new Done(more, commit);
        }

        /** Also runs {@code work} in the transaction that marks the step done. It may run again after a rollback. */
        public Done committing(Runnable work) {
            var before = commit;
            return new Done(learned, () -> {
                before.run();
                work.run();
            });
        }
    }

    /**
     * See {@link #notYet}.
     *
     * @param parked whether the worker goes elsewhere meanwhile, see {@link #parked}; an undo keeps its worker
     * @param fraction how far the step is, 0..1
     */
    record NotYet(Duration recheckAfter, String message, boolean parked, double fraction) implements StepOutcome {
        /** One whose worker waits with it. */
        public NotYet(Duration recheckAfter, String message) {
            this(recheckAfter, message, false, 0);
        }

        /** The same with how far the step is, 0..1. */
        public NotYet at(double fraction) {
            return new NotYet(recheckAfter, message, parked, fraction);
        }
    }
}
