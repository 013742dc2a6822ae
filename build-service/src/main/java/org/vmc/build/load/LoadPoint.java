package org.vmc.build.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a host did between two samples. Shares are of all its CPU, 0 to 1; a rate is a second's; what the host could not
 * know is absent.
 *
 * @param fromMillis beginning, since the first sample of the build
 * @param toMillis end
 * @param user programs; those that are nice included where {@code nice} is absent
 * @param tps transfers of all disks
 * @param memoryBytes in use at the end
 */
@Schema(name = "LoadPoint")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadPoint(
        long fromMillis,
        long toMillis,
        @Nullable Double user,
        @Nullable Double nice,
        @Nullable Double system,
        @Nullable Double iowait,
        @Nullable Double steal,
        @Nullable Double idle,
        @Nullable Double tps,
        @Nullable Double readBytes,
        @Nullable Double writtenBytes,
        @Nullable Double receivedBytes,
        @Nullable Double sentBytes,
        @Nullable Long memoryBytes) {

    private static final double MICROS = 1000;

    /**
     * What lies between two samples.
     *
     * @param origin when the build's first sample was taken, by the host's clock
     * @param cpus that the host may use
     */
    static LoadPoint between(Counters before, Counters after, long origin, double cpus) {
        var millis = after.atMillis() - before.atMillis();
        var capacity = millis * MICROS * cpus;
        var user = share(before.userMicros(), after.userMicros(), capacity);
        var system = share(before.systemMicros(), after.systemMicros(), capacity);
        var idle = share(before.idleMicros(), after.idleMicros(), capacity);
        if (idle == null && user != null && system != null) {
            // A group knows what it used and what it might have used.
            idle = Math.clamp(1 - user - system, 0, 1);
        }
        return new LoadPoint(
                before.atMillis() - origin,
                after.atMillis() - origin,
                user,
                share(before.niceMicros(), after.niceMicros(), capacity),
                system,
                share(before.iowaitMicros(), after.iowaitMicros(), capacity),
                share(before.stealMicros(), after.stealMicros(), capacity),
                idle,
                rate(before.transfers(), after.transfers(), millis),
                rate(before.readBytes(), after.readBytes(), millis),
                rate(before.writtenBytes(), after.writtenBytes(), millis),
                rate(before.receivedBytes(), after.receivedBytes(), millis),
                rate(before.sentBytes(), after.sentBytes(), millis),
                after.memoryBytes() == Counters.UNKNOWN ? null : after.memoryBytes());
    }

    private static @Nullable Double share(long before, long after, double capacity) {
        if (before == Counters.UNKNOWN || after == Counters.UNKNOWN) {
            return null;
        }
        // Ticks are coarse, and limits apply to periods: a little more than all is all.
        return rounded(Math.clamp((after - before) / capacity, 0, 1));
    }

    private static @Nullable Double rate(long before, long after, long millis) {
        if (before == Counters.UNKNOWN || after == Counters.UNKNOWN) {
            return null;
        }
        return rounded(Math.max(0, after - before) * 1000.0 / millis);
    }

    /** To four digits: figures of samples are not more exact. */
    static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    long millis() {
        return toMillis - fromMillis;
    }

    /** The share of its CPU that worked: user, nice and system. */
    double busy() {
        return or0(user) + or0(nice) + or0(system);
    }

    static double or0(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
