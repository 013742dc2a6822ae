package org.vmc.lab.xenapi.fault;

import java.util.function.BooleanSupplier;

/** What an ordered fault did. */
public sealed interface Effect {

    /** It happened and is over; there is nothing to clear. */
    record Once() implements Effect {}

    /**
     * It lasts.
     *
     * @param undo brings things back; called at most once
     * @param active false when it ended by itself meanwhile
     */
    record Lasting(Runnable undo, BooleanSupplier active) implements Effect {

        /** One that ends only when it is cleared. */
        public Lasting(Runnable undo) {
            this(undo, () -> true);
        }
    }
}
