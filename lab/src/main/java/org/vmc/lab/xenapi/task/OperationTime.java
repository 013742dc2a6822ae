package org.vmc.lab.xenapi.task;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an operation takes.
 *
 * @param usual the middle
 * @param jitter how much shorter or longer it may be
 */
public record OperationTime(Duration usual, Duration jitter) {

    private static final String AMOUNT = "(\\d{1,6}(?:\\.\\d{1,3})?)(ms|s|m)";
    private static final Pattern TIME = Pattern.compile(AMOUNT + "(?:(?:±|\\+-|~)" + AMOUNT + ")?");

    public OperationTime {
        if (usual.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException("A time cannot be negative");
        }
    }

    /**
     * Reads {@code 2s}, {@code 300ms}, {@code 2s±0.5s}, also written {@code 2s+-0.5s}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static OperationTime parse(String text) {
        var match = TIME.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time such as 300ms, 2s or 2s±0.5s");
        }
        return new OperationTime(duration(match, 1), match.group(3) == null ? Duration.ZERO : duration(match, 3));
    }

    /** The same, slower or faster by a factor. */
    OperationTime times(double factor) {
        return new OperationTime(times(usual, factor), times(jitter, factor));
    }

    /** One such time; never negative. */
    Duration next(Random random) {
        var time = usual.plus(times(jitter, 2 * random.nextDouble() - 1));
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static Duration duration(Matcher match, int group) {
        double amount = Double.parseDouble(match.group(group));
        double nanos =
                switch (match.group(group + 1)) {
                    case "ms" -> amount * 1e6;
                    case "s" -> amount * 1e9;
                    default -> amount * 60e9;
                };
        return Duration.ofNanos(Math.round(nanos));
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }
}
