package org.vmc.build.tuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the best number of jobs, as clients see it.
 *
 * @param source without commit or digest
 * @param recipeSha256 of the recipe as it was after overrides
 * @param builderVcpus CPUs of the builder
 * @param workerVcpus CPUs of each worker, with + between; empty for local builds
 * @param cache {@code none}, {@code cold} or {@code warm}
 * @param tries how many builds have a time
 * @param jobs what builds that do not say their number use; absent as long as more tries are needed
 * @param realMillis time of the fastest try
 */
@Schema(name = "BuildTuning")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TuningView(
        String source,
        String recipeSha256,
        int builderVcpus,
        String workerVcpus,
        String cache,
        int tries,
        Instant begunAt,
        @Nullable Integer jobs,
        @Nullable Long realMillis,
        @Nullable Instant settledAt) {

    static TuningView of(Tuning row, int tries) {
        return new TuningView(
                row.source(),
                row.recipeSha256(),
                row.builderVcpus(),
                row.workerVcpus(),
                row.cache().name().toLowerCase(Locale.ROOT),
                tries,
                row.begunAt(),
                row.jobs().orElse(null),
                row.realMillis().orElse(null),
                row.settledAt().orElse(null));
    }
}
