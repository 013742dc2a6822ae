package org.vmc.vm.leases;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When the owner of a lease is told that it ends.
 *
 * @param before how long before the end; a lease that was not longer than that is not warned of so early
 */
public record LeaseWarnings(List<Duration> before) {

    public LeaseWarnings {
        before = before.stream().sorted(Comparator.reverseOrder()).toList();
    }

    /**
     * The warning to give now: the latest that is due, unless it or a later one has been given.
     *
     * @param from when the lease began
     * @param until when it ends
     * @param given the warning given last, if any
     */
    public Optional<Duration> due(Instant from, Instant until, Instant now, Optional<Duration> given) {
        Duration whole = Duration.between(from, until);
        Duration left = Duration.between(now, until);
        return before.stream()
                .filter(warning -> warning.compareTo(whole) < 0 && left.compareTo(warning) <= 0)
                .min(Comparator.naturalOrder())
                .filter(warning -> given.isEmpty() || warning.compareTo(given.get()) < 0);
    }
}
