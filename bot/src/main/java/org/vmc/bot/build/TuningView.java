package org.vmc.bot.build;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The bot's view of a number of jobs that was found to be best, or is being looked for. */
record TuningView(
        String source,
        int builderVcpus,
        String workerVcpus,
        int tries,
        @Nullable Integer jobs,
        @Nullable Long realMillis) {

    List<String> row() {
        return List.of(
                source,
                workerVcpus.isEmpty()
                        ? String.valueOf(builderVcpus)
                        : "%d, workers %s".formatted(builderVcpus, workerVcpus),
                String.valueOf(tries),
                jobs == null ? "not found yet" : "-j" + jobs,
                realMillis == null ? "-" : String.format(Locale.ROOT, "%.2f s", realMillis / 1000.0));
    }
}
