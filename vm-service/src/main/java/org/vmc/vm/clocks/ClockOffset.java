package org.vmc.vm.clocks;

import java.time.Duration;
import java.util.List;
import org.vmc.vm.xen.ClockReading;

/**
 * How far a clock is ahead of ours: somewhere between two bounds. They are as far apart as the second XenAPI tells and
 * the round trip leave open, and closer with every reading.
 *
 * @param lowMillis ahead by this at least; negative when it may be behind
 * @param highMillis ahead by this at most
 */
record ClockOffset(long lowMillis, long highMillis) {

    private static final long SECOND = 1000;

    /** @param readings at least one, the newest last */
    static ClockOffset of(List<ClockReading> readings) {
        ClockOffset offset = of(readings.getLast());
        for (ClockReading reading : readings) {
            ClockOffset both = offset.and(of(reading));
            // A clock that was set in between has two offsets; the newest reading is what counts.
            offset = both.lowMillis <= both.highMillis ? both : offset;
        }
        return offset;
    }

    private static ClockOffset of(ClockReading reading) {
        return new ClockOffset(
                Duration.between(reading.received(), reading.shown()).toMillis(),
                Duration.between(reading.sent(), reading.shown()).toMillis() + SECOND);
    }

    private ClockOffset and(ClockOffset other) {
        return new ClockOffset(Math.max(lowMillis, other.lowMillis), Math.min(highMillis, other.highMillis));
    }

    long middleMillis() {
        return (lowMillis + highMillis) / 2;
    }

    long uncertaintyMillis() {
        return (highMillis - lowMillis + 1) / 2;
    }

    /** It is off by this much at least, whichever way. */
    long leastMillis() {
        return Math.max(0, Math.max(lowMillis, -highMillis));
    }

    /** It is off by this much at most, whichever way. */
    long mostMillis() {
        return Math.max(Math.abs(lowMillis), Math.abs(highMillis));
    }

    /** The two clocks differ by this much at least. */
    long leastFromMillis(ClockOffset other) {
        return Math.max(0, Math.max(lowMillis - other.highMillis, other.lowMillis - highMillis));
    }
}
