package org.vmc.storage.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;

/**
 * The request for a benchmark.
 *
 * @param client the storage host that works on the trees
 * @param targets such as {@code local}, {@code mount:src}, {@code scan:src}; the first is what the others are compared
 *     with
 * @param directories of the tree, 1 to 900; 100 when it is left out
 * @param files in each of them, 1 to 900; 100 when it is left out
 * @param bytes of each file, 1 to 65536; 1024 when it is left out
 * @param rounds 1 to 50; 3 when it is left out
 */
record NewBenchmark(
        @Nullable String client,
        @Nullable List<@Nullable String> targets,
        @Nullable Integer directories,
        @Nullable Integer files,
        @Nullable Integer bytes,
        @Nullable Integer rounds) {

    private static final int MOST_TARGETS = 8;
    /** As wide as the thesis' tree. */
    private static final int WIDEST = 900;

    private static final int MOST_BYTES = 65_536;
    private static final int MOST_ROUNDS = 50;

    /** What is wanted, once it is known to make sense. */
    record Checked(String client, List<BenchmarkTarget> targets, int directories, int files, int bytes, int rounds) {}

    /** @throws ProblemException 422 naming every wrong field */
    Checked checked(List<String> hosts) {
        var errors = new ArrayList<FieldError>();
        if (client == null || !hosts.contains(client)) {
            errors.add(new FieldError("client", "must be one of " + String.join(", ", hosts)));
        }
        var ways = ways(errors);
        var wide = number("directories", directories, 100, WIDEST, errors);
        var deep = number("files", files, 100, WIDEST, errors);
        var large = number("bytes", bytes, 1024, MOST_BYTES, errors);
        var often = number("rounds", rounds, 3, MOST_ROUNDS, errors);
        if (client == null || !errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Checked(client, ways, wide, deep, large, often);
    }

    private List<BenchmarkTarget> ways(List<FieldError> errors) {
        if (targets == null || targets.isEmpty() || targets.size() > MOST_TARGETS) {
            errors.add(new FieldError(
                    "targets", "must be 1 to %d of %s".formatted(MOST_TARGETS, BenchmarkTarget.forms())));
            return List.of();
        }
        var ways = new LinkedHashSet<BenchmarkTarget>();
        for (var text : targets) {
            var way = text == null ? null : BenchmarkTarget.parse(text).orElse(null);
            if (way == null) {
                errors.add(new FieldError("targets", "must each be one of " + BenchmarkTarget.forms()));
                return List.of();
            }
            if (way.kind() == BenchmarkTarget.Kind.SCAN) {
                // What is scanned must have been made.
                ways.add(way.mount());
            }
            ways.add(way);
        }
        return List.copyOf(ways);
    }

    private static int number(String field, @Nullable Integer wanted, int usual, int most, List<FieldError> errors) {
        var number = wanted == null ? usual : wanted;
        if (number < 1 || number > most) {
            errors.add(new FieldError(field, "must be from 1 to %d".formatted(most)));
        }
        return number;
    }
}
