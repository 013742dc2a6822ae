package org.vmc.storage.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A benchmark as shown to users.
 *
 * @param state that of its operation: {@code RUNNING} or one of the ends
 * @param results what is measured so far; the first target is what the others are compared with
 */
record BenchmarkView(
        UUID id,
        String client,
        int directories,
        int files,
        int bytes,
        int rounds,
        List<String> targets,
        String owner,
        String team,
        Instant createdAt,
        @Nullable Instant endedAt,
        String state,
        List<Comparison.Result> results) {

    static BenchmarkView of(Benchmark benchmark, List<Measurement> measurements) {
        return new BenchmarkView(
                benchmark.id,
                benchmark.client,
                benchmark.directories,
                benchmark.files,
                benchmark.bytes,
                benchmark.rounds,
                benchmark.targetList(),
                benchmark.owner,
                benchmark.team,
                benchmark.createdAt,
                benchmark.endedAt,
                benchmark.state.name(),
                Comparison.of(benchmark.targetList(), measurements));
    }
}
