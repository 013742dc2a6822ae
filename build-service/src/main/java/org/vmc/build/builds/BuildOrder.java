package org.vmc.build.builds;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.build.cache.CachePolicy;
import org.vmc.build.recipes.Recipe;
import org.vmc.build.tuning.TuningUse;
import org.vmc.contracts.build.BuildMode;

/**
 * Input of {@link RunBuild}: a checked request with every choice made.
 *
 * @param source text of a source, see {@link org.vmc.build.sources.SourceSpec}
 * @param recipe how it is built, overrides applied
 * @param workers how many are asked for; 0 for a local build
 * @param jobs number for {@code make -j}; null: what suits the workers that come
 * @param builder name of the builder
 * @param ignoreClockSkew whether hosts whose clocks are wrong are good enough
 * @param cache what becomes of compilations that were made before
 * @param tuning what is done without {@code jobs}; null in orders from before there was tuning
 * @param verifiesAll whether all that workers compiled is compiled again here and compared, instead of a few files
 */
record BuildOrder(
        UUID buildId,
        String source,
        Recipe recipe,
        BuildMode mode,
        int workers,
        @Nullable Integer jobs,
        String builder,
        boolean ignoreClockSkew,
        CachePolicy cache,
        @Nullable TuningUse tuning,
        boolean verifiesAll) {

    BuildOrder {
        // Orders written before there was a cache do not have it.
        cache = Objects.requireNonNullElse(cache, CachePolicy.OFF);
    }

    TuningUse tuningUse() {
        return tuning == null ? TuningUse.REMEMBERED : tuning;
    }

    boolean isDistributed() {
        return mode == BuildMode.DISTRIBUTED;
    }

    boolean isCached() {
        return cache != CachePolicy.OFF;
    }

    /** Whether its hosts must agree on the time: what one of them writes is judged by the clock of another. */
    boolean needsRightClocks() {
        return isDistributed() && !ignoreClockSkew;
    }
}
