package org.vmc.vm.schedules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Times of a week in a time zone: from one time of some days until another, on the next day when that is not later. The
 * same time twice is a whole day.
 *
 * <p>A time that a change of the clock skips is taken as much later; of one that it brings twice the first is taken.
 */
record Window(Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) {

    /** Beyond this a window that does not end has no end. */
    private static final int DAYS_AHEAD = 9;

    Window {
        days = Set.copyOf(days);
    }

    private record Span(Instant start, Instant end) {

        boolean contains(Instant time) {
            return !time.isBefore(start) && time.isBefore(end);
        }
    }

    boolean contains(Instant time) {
        return spans(time).anyMatch(span -> span.contains(time));
    }

    /** When it opens next, or closes if it is open; empty when it is always open. */
    Optional<Instant> nextChange(Instant now) {
        if (!contains(now)) {
            return spans(now)
                    .map(Span::start)
                    .filter(start -> start.isAfter(now))
                    .min(Comparator.naturalOrder());
        }
        List<Span> spans = spans(now).sorted(Comparator.comparing(Span::start)).toList();
        Instant end = now;
        for (Span span : spans) {
            // One that begins when another ends goes on with it.
            if (span.contains(end)) {
                end = span.end();
            }
        }
        Instant known = now.atZone(zone).plusDays(DAYS_AHEAD - 1).toInstant();
        return end.isBefore(known) ? Optional.of(end) : Optional.empty();
    }

    /** Around a time: from the day before, whose window may reach into it, to beyond a week. */
    private Stream<Span> spans(Instant time) {
        LocalDate first = time.atZone(zone).toLocalDate().minusDays(2);
        return first.datesUntil(first.plusDays(DAYS_AHEAD + 3))
                .filter(date -> days.contains(date.getDayOfWeek()))
                .map(this::span)
                .filter(span -> span.start().isBefore(span.end()));
    }

    private Span span(LocalDate date) {
        LocalDate last = until.isAfter(from) ? date : date.plusDays(1);
        return new Span(
                date.atTime(from).atZone(zone).toInstant(),
                last.atTime(until).atZone(zone).toInstant());
    }
}
