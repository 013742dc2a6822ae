package org.vmc.bot.storage;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bot's view of a storage benchmark. */
record BenchmarkView(
        UUID id,
        String client,
        int directories,
        int files,
        int bytes,
        int rounds,
        List<String> targets,
        String state,
        @Nullable String createdAt,
        @Nullable List<Result> results) {

    record Result(
            String target,
            String step,
            int n,
            double medianMillis,
            double minMillis,
            double maxMillis,
            @Nullable Spread timesBaseline) {

        List<String> row() {
            return List.of(
                    step,
                    target,
                    seconds(medianMillis),
                    "%s to %s".formatted(seconds(minMillis), seconds(maxMillis)),
                    String.valueOf(n),
                    timesBaseline == null ? "-" : timesBaseline.toString());
        }

        private static String seconds(double millis) {
            return millis < 1000
                    ? String.format(Locale.ROOT, "%.1f ms", millis)
                    : String.format(Locale.ROOT, "%.2f s", millis / 1000);
        }
    }

    /** How many times as long as the first target. */
    record Spread(double median, double min, double max) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, min, max);
        }
    }

    List<Result> presentResults() {
        return results == null ? List.of() : results;
    }

    String what() {
        return "%d x %d files of %d bytes".formatted(directories, files, bytes);
    }
}
