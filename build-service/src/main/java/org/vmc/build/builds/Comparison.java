package org.vmc.build.builds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A build beside the latest local build of the same source by the same recipe.
 *
 * @param localBuildId that build
 * @param localRealMillis its time by the clock
 * @param ratio this build's time by the clock, divided by the local one's; below 1 is faster
 * @param identical whether all object files and artifacts are the same, byte for byte
 * @param comparedFiles how many files were compared
 * @param differing paths that differ or are there only once, at most {@value #MAX_LISTED}
 * @param differingCount how many there are
 * @param note something that makes the comparison unfair or explains a difference; absent when nothing does
 */
@Schema(name = "BuildComparison")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison(
        UUID localBuildId,
        @Nullable Long localRealMillis,
        @Nullable Double ratio,
        boolean identical,
        int comparedFiles,
        List<String> differing,
        int differingCount,
        @Nullable String note) {
    private static final int MAX_LISTED = 50;

    static Comparison of(Build build, Manifest manifest, Build local, Manifest localManifest) {
        var differing = manifest.differencesFrom(localManifest);
        return new Comparison(
                local.id(),
                local.realMillis().orElse(null),
                ratio(build, local),
                differing.isEmpty(),
                Math.max(manifest.fileCount(), localManifest.fileCount()),
                differing.stream().limit(MAX_LISTED).toList(),
                differing.size(),
                note(build, local));
    }

    private static @Nullable Double ratio(Build build, Build local) {
        var own = build.realMillis().orElse(0L);
        var reference = local.realMillis().orElse(0L);
        return own == 0 || reference == 0 ? null : Math.round(10_000.0 * own / reference) / 10_000.0;
    }

    private static @Nullable String note(Build build, Build local) {
        var hits = build.cacheHits().orElse(0);
        if (hits > 0) {
            return "%d files were not compiled but came from the cache, so the times do not compare machines."
                    .formatted(hits);
        }
        if (!build.compiler().equals(local.compiler())) {
            return "The local build was made by another compiler.";
        }
        return build.builder().equals(local.builder())
                ? null
                : "The local build ran on %s, this one on %s.".formatted(local.builder(), build.builder());
    }
}
