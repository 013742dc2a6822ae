package org.vmc.build.tuning;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.vmc.build.sources.SourceSpec;

/**
 * Builds for which the same number of jobs is best.
 *
 * @param source which source, whatever its commit or digest
 * @param recipeSha256 how it is built
 * @param builderVcpus CPUs of the builder
 * @param workerVcpus CPUs of each worker, in any order; none for a local build
 * @param cache what a compiler cache is taken to have of it; what was found for a cold one is not slow for a warm one,
 *     which more jobs than needed do not harm, but not the other way round
 */
public record TuningKey(
        String source, String recipeSha256, int builderVcpus, List<Integer> workerVcpus, CompilerCache cache) {

    public TuningKey {
        workerVcpus = workerVcpus.stream().sorted().toList();
    }

    /**
     * The name of a source without the version: the next commit of a repository is built as fast as this one.
     *
     * @param source as {@link SourceSpec#read} reads it
     */
    public static String sourceOf(String source) {
        return switch (SourceSpec.read(source)) {
            case SourceSpec.Reading.Valid valid -> withoutVersion(valid.spec());
            case SourceSpec.Reading.Invalid invalid -> source;
        };
    }

    private static String withoutVersion(SourceSpec spec) {
        return switch (spec) {
            case SourceSpec.Git git -> "git+" + git.repository();
            case SourceSpec.Tarball tarball -> tarball.location().toString();
            case SourceSpec.Named named -> named.text();
            case SourceSpec.LocalTree tree -> tree.text();
        };
    }

    /** The CPUs of the workers in words. */
    String workers() {
        return workerVcpus.stream().map(String::valueOf).collect(Collectors.joining("+"));
    }

    /** Equal for equal keys. */
    String text() {
        return "%s %s %d+%s %s"
                .formatted(
                        source,
                        recipeSha256,
                        builderVcpus,
                        workers(),
                        cache.name().toLowerCase(Locale.ROOT));
    }
}
