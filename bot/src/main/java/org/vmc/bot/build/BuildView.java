package org.vmc.bot.build;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The bot's view of a build. */
record BuildView(
        String id,
        @Nullable String source,
        @Nullable String recipe,
        @Nullable String mode,
        @Nullable String outcome,
        @Nullable Integer jobs,
        @Nullable String jobsFrom,
        @Nullable String builder,
        @Nullable String compiler,
        @Nullable Long realMillis,
        @Nullable Long userMillis,
        @Nullable Long systemMillis,
        @Nullable String cache,
        @Nullable Integer cacheHits,
        @Nullable Integer cacheMisses,
        @Nullable Long testMillis,
        @Nullable Integer rechecked,
        @Nullable Integer fileCount,
        @Nullable String load,
        @Nullable List<WorkerView> workers,
        @Nullable ComparisonView comparison,
        @Nullable String owner,
        @Nullable Instant createdAt,
        @Nullable String reason) {

    record WorkerView(
            @Nullable String name,
            @Nullable String hostName,
            @Nullable String state,
            int compiled) {}

    /** Beside the latest local build of the same source. */
    record ComparisonView(
            @Nullable Long localRealMillis,
            @Nullable Double ratio,
            boolean identical,
            int comparedFiles,
            int differingCount,
            @Nullable String note) {

        String sentence() {
            String time = ratio == null
                    ? "There is no time to compare with."
                    : String.format(
                            Locale.ROOT,
                            "It took %.4f of the time of the latest local build (%s).",
                            ratio,
                            seconds(localRealMillis));
            String files = identical
                    ? "All " + comparedFiles + " files are byte-identical to its."
                    : differingCount + " of " + comparedFiles + " files DIFFER from its.";
            return time + " " + files + (note == null ? "" : " " + note);
        }
    }

    String state() {
        return outcome == null ? "GOING ON" : outcome;
    }

    /** The number of jobs and where it comes from. */
    String jobsWords() {
        if (jobs == null) {
            return "-";
        }
        return switch (jobsFrom == null ? "" : jobsFrom) {
            case "PLANNED" -> jobs + " (from the number of CPUs)";
            case "REMEMBERED" -> jobs + " (found to be the fastest by earlier builds)";
            case "TRIED" -> jobs + " (tried, to see whether it is faster)";
            default -> jobs.toString();
        };
    }

    List<WorkerView> presentWorkers() {
        return workers == null ? List.of() : workers;
    }

    /** What it did with the compilations that were made before. */
    String cacheSentence() {
        if (cacheHits == null || cacheMisses == null) {
            return cache == null ? "-" : cache;
        }
        return "%s: %d of %d files were there".formatted(cache, cacheHits, cacheHits + cacheMisses);
    }

    static String seconds(@Nullable Long millis) {
        return millis == null ? "-" : String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }
}
