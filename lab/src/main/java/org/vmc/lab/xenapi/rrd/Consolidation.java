package org.vmc.lab.xenapi.rrd;

import java.util.Optional;
import java.util.stream.Stream;

/** How the values of an interval become one. */
enum Consolidation {
    AVERAGE,
    MIN,
    MAX;

    static Optional<Consolidation> named(String name) {
        return Stream.of(values()).filter(one -> one.name().equals(name)).findFirst();
    }

    /** The same for a value that falls when the other rises. */
    Consolidation mirrored() {
        return switch (this) {
            case AVERAGE -> AVERAGE;
            case MIN -> MAX;
            case MAX -> MIN;
        };
    }
}
