package org.vmc.build.builds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.vmc.build.cache.CachePolicy;
import org.vmc.build.recipes.RecipeOverrides;
import org.vmc.build.tuning.TuningUse;
import org.vmc.contracts.build.BuildMode;
import org.vmc.http.problem.FieldError;

/**
 * A build that is asked for.
 *
 * @param source name of a source, {@code git+URL#COMMIT}, {@code URL#sha256=DIGEST}, or a path
 * @param mode {@code local} or {@code distributed}
 * @param workers how many VMs compile besides the builder, 1..16; 3 when unsaid; only in mode distributed
 * @param jobs number for {@code make -j}, 1..256; when unsaid, what suits the builder and its workers
 * @param recipe parts of the recipe that are to be different
 * @param cache what becomes of compilations that the team made before: {@code use} them, {@code renew} all of them, or
 *     {@code off}; as configured when unsaid
 * @param verify how much of what workers compile is compiled again on the builder and compared: a {@code sample}, as
 *     configured, or {@code full}, all of it; a sample when unsaid
 * @param ignoreClockSkew whether a distributed build may run on hosts whose clocks are wrong; not when unsaid
 * @param tuning what is done when {@code jobs} is unsaid: {@code remembered}, also when this is unsaid, uses the number
 *     that was found to be best; {@code try} as well, and finds it when it is not known; {@code afresh} finds it again;
 *     {@code off} uses what suits the CPUs
 */
@Schema(name = "NewBuild")
public record NewBuild(
        @Schema(examples = "lua-5.4") @Nullable String source,

        @Schema(enumeration = {"local", "distributed"}) @Nullable
        String mode,

        @Schema(minimum = "1", maximum = "16", defaultValue = "3") @Nullable
        Integer workers,

        @Schema(minimum = "1", maximum = "256") @Nullable Integer jobs,
        @Nullable RecipeOverrides recipe,

        @Schema(enumeration = {"use", "renew", "off"}) @Nullable
        String cache,

        @Schema(defaultValue = "false") @Nullable Boolean ignoreClockSkew,

        @Schema(
                enumeration = {"remembered", "try", "afresh", "off"},
                defaultValue = "remembered")
        @Nullable
        String tuning,

        @Schema(
                enumeration = {"sample", "full"},
                defaultValue = "sample")
        @Nullable
        String verify) {

    private static final String FULL = "full";
    private static final int DEFAULT_WORKERS = 3;
    private static final int MAX_WORKERS = 16;
    private static final int MAX_JOBS = 256;

    /** What is wrong with it, as far as that can be told without looking at sources. */
    List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        if (source == null || source.isBlank()) {
            errors.add(new FieldError("source", "must not be blank"));
        }
        if (readMode(mode).isEmpty()) {
            errors.add(new FieldError("mode", "must be local or distributed"));
        }
        if (workers != null && (workers < 1 || workers > MAX_WORKERS)) {
            errors.add(new FieldError("workers", "must be a whole number from 1 to " + MAX_WORKERS));
        }
        if (workers != null && readMode(mode).filter(BuildMode.LOCAL::equals).isPresent()) {
            errors.add(new FieldError("workers", "must not be given in mode local, which has none"));
        }
        if (jobs != null && (jobs < 1 || jobs > MAX_JOBS)) {
            errors.add(new FieldError("jobs", "must be a whole number from 1 to " + MAX_JOBS));
        }
        if (cache != null && CachePolicy.read(cache).isEmpty()) {
            errors.add(new FieldError("cache", "must be use, renew or off"));
        }
        if (tuning != null && TuningUse.of(tuning).isEmpty()) {
            errors.add(new FieldError("tuning", "must be remembered, try, afresh or off"));
        }
        if (tuning != null && jobs != null) {
            errors.add(new FieldError("tuning", "must not be given together with jobs"));
        }
        if (verify != null && !verify.equals("sample") && !verify.equals(FULL)) {
            errors.add(new FieldError("verify", "must be sample or full"));
        }
        if (recipe != null) {
            errors.addAll(recipe.errors("recipe."));
        }
        return errors;
    }

    /** The mode; call only when {@link #errors} is empty. */
    BuildMode buildMode() {
        return readMode(mode).orElseThrow();
    }

    /** How many workers to ask for. */
    int workersWanted() {
        if (buildMode() == BuildMode.LOCAL) {
            return 0;
        }
        return workers == null ? DEFAULT_WORKERS : workers;
    }

    /** What becomes of earlier compilations; call only when {@link #errors} is empty. */
    CachePolicy cacheOr(CachePolicy unsaid) {
        return CachePolicy.read(cache).orElse(unsaid);
    }

    boolean verifiesAll() {
        return FULL.equals(verify);
    }

    boolean ignoresClockSkew() {
        return Boolean.TRUE.equals(ignoreClockSkew);
    }

    /** What is to be done without a number of jobs. */
    TuningUse tuningUse() {
        return tuning == null ? TuningUse.REMEMBERED : TuningUse.of(tuning).orElseThrow();
    }

    static Optional<BuildMode> readMode(@Nullable String text) {
        return Arrays.stream(BuildMode.values())
                .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
