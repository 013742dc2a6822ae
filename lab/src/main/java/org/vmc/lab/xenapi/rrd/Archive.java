package org.vmc.lab.xenapi.rrd;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The archives every subject has, as on a real host: ten minutes, two hours, a week, a year. */
enum Archive {
    FINE(1, 120),
    MINUTES(12, 120),
    HOURS(720, 168),
    DAYS(17_280, 366);

    /** Time between two measurements. */
    static final int BASE_SECONDS = 5;

    private final int baseSteps;
    private final int rows;

    Archive(int baseSteps, int rows) {
        this.baseSteps = baseSteps;
        this.rows = rows;
    }

    /** Measurements in a row. */
    int baseSteps() {
        return baseSteps;
    }

    /** Seconds a row stands for. */
    int seconds() {
        return baseSteps * BASE_SECONDS;
    }

    int rows() {
        return rows;
    }

    /** What is kept: of a single measurement minimum and maximum are the same. */
    List<Consolidation> kept() {
        return this == FINE ? List.of(Consolidation.AVERAGE) : List.of(Consolidation.values());
    }

    /** End of the last row that is complete at a time. */
    long lastRow(long epochSeconds) {
        return epochSeconds - Math.floorMod(epochSeconds, (long) seconds());
    }

    /** The finest archive that keeps what is wanted, in rows of an interval or more, and reaches back to a time. */
    static Archive best(Optional<Consolidation> wanted, long interval, long start, long now) {
        return Stream.of(values())
                .filter(archive -> archive.kept().containsAll(wanted.stream().toList()))
                .filter(archive -> archive.seconds() >= interval)
                .filter(archive -> start >= archive.lastRow(now) - (long) archive.rows() * archive.seconds())
                .findFirst()
                .orElse(DAYS);
    }
}
