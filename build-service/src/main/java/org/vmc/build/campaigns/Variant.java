package org.vmc.build.campaigns;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vmc.build.builds.NewBuild;
import org.vmc.build.recipes.RecipeOverrides;
import org.vmc.build.tuning.TuningUse;
import org.vmc.contracts.build.BuildMode;

/**
 * One way of building, with every choice made.
 *
 * @param label for people, different from those of all others of the campaign
 * @param workers null when it is local
 * @param cache {@code use}, {@code renew} or {@code off}
 * @param jobs null: what suits the CPUs, or what a tuning tries
 */
record Variant(
        String label,
        BuildMode mode,
        @Nullable Integer workers,
        @Nullable Integer jobs,
        @Nullable RecipeOverrides recipe,
        String cache) {

    /** A build in this way. */
    NewBuild build(String source, boolean ignoreClockSkew, TuningUse tuning) {
        return new NewBuild(
                source,
                mode.name().toLowerCase(Locale.ROOT),
                workers,
                jobs,
                recipe,
                cache,
                ignoreClockSkew,
                jobs == null ? tuning.wireName() : null,
                null);
    }
}
