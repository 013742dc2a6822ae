package org.vmc.build.builders;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the commands of a build stand, as the builder tells. */
public sealed interface RunState {

    /** They were never started. */
    record Absent() implements RunState {}

    /** They run. */
    record Running() implements RunState {}

    /** They ended without a word: killed, or the host restarted. */
    record Vanished() implements RunState {}

    /**
     * They ended.
     *
     * @param status exit status of the last command; 0 when all succeeded
     * @param phase the last they came to
     * @param times of the build commands; null when it never came to them
     * @param testTimes of the tests; null when it never came to them
     */
    record Finished(
            int status,
            Phase phase,
            @Nullable Times times,
            @Nullable Times testTimes) implements RunState {}

    /** What the commands of a build are for. */
    enum Phase {
        CONFIGURE("configure commands"),
        BUILD("build commands"),
        TEST("tests");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        /** The commands of this phase, for messages. */
        public String words() {
            return words;
        }

        /** Workspaces of before have no word for it. */
        static Phase parse(String printed) {
            return switch (printed) {
                case "configure" -> CONFIGURE;
                case "test" -> TEST;
                default -> BUILD;
            };
        }
    }

    /**
     * What {@code time} says, all commands and what they started on the builder together.
     *
     * @param realMillis by the clock
     * @param userMillis of CPU in programs
     * @param systemMillis of CPU in the kernel
     */
    record Times(long realMillis, long userMillis, long systemMillis) {}

    /** Reads what the script {@code state} prints. */
    static RunState parse(String printed) {
        var values = new HashMap<String, String>();
        printed.lines().forEach(line -> {
            var equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return switch (values.getOrDefault("state", "")) {
            case "absent" -> new Absent();
            case "running" -> new Running();
            case "vanished" -> new Vanished();
            case "finished" ->
                new Finished(
                        Integer.parseInt(values.getOrDefault("exit", "").strip()),
                        Phase.parse(values.getOrDefault("phase", "").strip()),
                        times(values.getOrDefault("time", "")).orElse(null),
                        times(values.getOrDefault("test-time", "")).orElse(null));
            default -> throw new IllegalStateException("The builder does not tell how the build stands: " + printed);
        };
    }

    private static Optional<Times> times(String line) {
        var parts = line.strip().split("\\s+");
        return parts.length == 3
                ? Optional.of(new Times(millis(parts[0]), millis(parts[1]), millis(parts[2])))
                : Optional.empty();
    }

    private static long millis(String seconds) {
        return new BigDecimal(seconds).movePointRight(3).longValue();
    }
}
