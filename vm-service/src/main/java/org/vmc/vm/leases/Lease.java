package org.vmc.vm.leases;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a VM may be kept, counted from the request for it.
 *
 * @param duration positive
 */
public record Lease(Duration duration) {

    /** What a lease looks like, to be read after the field's name. */
    public static final String EXPECTED = "must look like 8h, 2d, 90m or PT8H";

    private static final Pattern SHORT = Pattern.compile("(\\d{1,6})([mhdw])");

    public Lease {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("A lease is positive, not " + duration);
        }
    }

    /** Reads {@code 90m}, {@code 8h}, {@code 2d}, {@code 1w} or an ISO 8601 duration; empty when it is neither. */
    public static Optional<Lease> parse(String text) {
        String trimmed = text.strip();
        return shorthand(trimmed.toLowerCase(Locale.ROOT))
                .or(() -> iso(trimmed))
                .filter(Duration::isPositive)
                .map(Lease::new);
    }

    private static Optional<Duration> shorthand(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    case "d" -> Duration.ofDays(amount);
                    default -> Duration.ofDays(7 * amount);
                });
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
