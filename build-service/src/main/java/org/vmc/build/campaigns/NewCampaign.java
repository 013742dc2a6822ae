package org.vmc.build.campaigns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.vmc.build.builds.MeasuredBuilds;
import org.vmc.build.builds.NewBuild;
import org.vmc.build.recipes.RecipeOverrides;
import org.vmc.contracts.build.BuildMode;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;

/**
 * A campaign that is asked for.
 *
 * @param source as for a build
 * @param kind {@code compare} when unsaid; {@code sweep} tries several numbers of jobs, {@code tune} finds the best one
 *     by few builds and remembers it
 * @param variants ways of building, 2 to 8 to compare, or 1 for its figures alone; exactly 1 for sweep and tune
 * @param jobs only for a sweep: numbers such as {@code 4,8,16} or {@code 5-40/5}
 * @param runs builds of each variant, 1..500; 30 when unsaid, 3 for a sweep; not for tune
 * @param ignoreClockSkew as for a build
 */
@Schema(name = "NewBuildCampaign")
public record NewCampaign(
        @Schema(examples = "lua-5.4") @Nullable String source,

        @Schema(
                enumeration = {"compare", "sweep", "tune"},
                defaultValue = "compare")
        @Nullable
        String kind,

        @Nullable List<@Nullable NewVariant> variants,
        @Schema(examples = "5-40/5") @Nullable String jobs,

        @Schema(minimum = "1", maximum = "500") @Nullable Integer runs,
        @Schema(defaultValue = "false") @Nullable Boolean ignoreClockSkew) {

    private static final int MOST_VARIANTS = 8;
    private static final int MOST_RUNS = 500;
    private static final int USUAL_RUNS = 30;
    private static final int USUAL_SWEEP_RUNS = 3;
    // No character that a spreadsheet or a CSV file takes for its own at the beginning.
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._+()=-]{0,59}");

    /**
     * A way of building.
     *
     * @param label for people; made from the other fields when unsaid
     * @param cache as for a build; off when unsaid, or all builds but the first would compile nothing
     */
    @Schema(name = "NewBuildVariant")
    public record NewVariant(
            @Nullable String label,

            @Schema(enumeration = {"local", "distributed"}) @Nullable
            String mode,

            @Schema(minimum = "1", maximum = "16", defaultValue = "3") @Nullable
            Integer workers,

            @Schema(minimum = "1", maximum = "256") @Nullable
            Integer jobs,

            @Nullable RecipeOverrides recipe,

            @Schema(
                    enumeration = {"use", "renew", "off"},
                    defaultValue = "off")
            @Nullable
            String cache) {

        private static final String UNSAID_CACHE = "off";

        String cacheWanted() {
            return cache == null ? UNSAID_CACHE : cache;
        }
    }

    /** What is wanted, once it is known to make sense but for the source. */
    record Checked(String source, CampaignKind kind, List<Variant> variants, int rounds, boolean ignoreClockSkew) {}

    /** @throws ProblemException 422 naming every wrong field */
    Checked checked(MeasuredBuilds builds) {
        var errors = new ArrayList<FieldError>();
        if (source == null || source.isBlank()) {
            errors.add(new FieldError("source", "must not be blank"));
        }
        var wantedKind = CampaignKind.of(kind == null ? "compare" : kind).orElse(null);
        if (wantedKind == null) {
            errors.add(new FieldError("kind", "must be compare, sweep or tune"));
            throw ProblemException.invalid(errors);
        }
        var rounds = rounds(wantedKind, errors);
        var ways = ways(wantedKind, builds, errors);
        if (jobs != null && wantedKind != CampaignKind.SWEEP) {
            errors.add(new FieldError("jobs", "must be given for a sweep alone; each variant has jobs of its own"));
        }
        if (wantedKind == CampaignKind.SWEEP && !ways.isEmpty()) {
            ways = swept(ways.getFirst(), errors);
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Checked(
                String.valueOf(source).strip(), wantedKind, ways, rounds, Boolean.TRUE.equals(ignoreClockSkew));
    }

    private int rounds(CampaignKind wanted, List<FieldError> errors) {
        if (runs == null) {
            return switch (wanted) {
                case COMPARE -> USUAL_RUNS;
                case SWEEP -> USUAL_SWEEP_RUNS;
                case TUNE -> Turns.MOST_TUNING_RUNS;
            };
        }
        if (wanted == CampaignKind.TUNE) {
            errors.add(new FieldError("runs", "must not be given for tune, which ends when it has found the number"));
        }
        if (runs < 1 || runs > MOST_RUNS) {
            errors.add(new FieldError("runs", "must be a whole number from 1 to " + MOST_RUNS));
        }
        return runs;
    }

    private List<Variant> ways(CampaignKind wanted, MeasuredBuilds builds, List<FieldError> errors) {
        var most = wanted == CampaignKind.COMPARE ? MOST_VARIANTS : 1;
        if (variants == null || variants.isEmpty() || variants.size() > most) {
            errors.add(new FieldError(
                    "variants", most == 1 ? "must be exactly one" : "must be 1 to %d".formatted(MOST_VARIANTS)));
            return List.of();
        }
        var ways = new ArrayList<Variant>();
        var labels = new HashSet<String>();
        for (var position = 0; position < variants.size(); position++) {
            var field = "variants[" + position + "]";
            var variant = variants.get(position);
            if (variant == null) {
                errors.add(new FieldError(field, "must be a variant: mode and, if you like, workers, jobs, recipe"));
                continue;
            }
            var wrong = wrong(field, variant, wanted, builds);
            errors.addAll(wrong);
            if (wrong.isEmpty()) {
                var way = way(variant);
                ways.add(way);
                if (!labels.add(way.label())) {
                    errors.add(new FieldError(field + ".label", "must be given and differ from those before it"));
                }
            }
        }
        return ways;
    }

    private static List<FieldError> wrong(
            String field, NewVariant variant, CampaignKind wanted, MeasuredBuilds builds) {
        var errors = new ArrayList<FieldError>();
        if (variant.label() != null && !LABEL.matcher(variant.label()).matches()) {
            errors.add(new FieldError(
                    field + ".label", "must be 1 to 60 letters, digits, blanks or ._+()=- and begin with the former"));
        }
        if (wanted != CampaignKind.COMPARE && variant.jobs() != null) {
            errors.add(new FieldError(field + ".jobs", "must not be given here: it is what is looked for"));
        }
        if (wanted == CampaignKind.TUNE && variant.cache() != null) {
            errors.add(new FieldError(field + ".cache", "must not be given for tune, which compiles everything"));
        }
        // The source has a field of its own.
        var build = new NewBuild(
                "any",
                variant.mode(),
                variant.workers(),
                variant.jobs(),
                variant.recipe(),
                variant.cache(),
                false,
                null,
                null);
        builds.errors(build).forEach(error -> errors.add(new FieldError(field + "." + error.field(), error.message())));
        return errors;
    }

    private static Variant way(NewVariant wanted) {
        var mode = BuildMode.valueOf(String.valueOf(wanted.mode()).toUpperCase(Locale.ROOT));
        var label = new StringBuilder(mode.name().toLowerCase(Locale.ROOT));
        if (wanted.workers() != null) {
            label.append(" ").append(wanted.workers()).append(" workers");
        }
        if (wanted.jobs() != null) {
            label.append(" -j").append(wanted.jobs());
        }
        if (!wanted.cacheWanted().equals(NewVariant.UNSAID_CACHE)) {
            label.append(" cache ").append(wanted.cacheWanted());
        }
        return new Variant(
                wanted.label() == null ? label.toString() : wanted.label(),
                mode,
                wanted.workers(),
                wanted.jobs(),
                wanted.recipe(),
                wanted.cacheWanted());
    }

    private List<Variant> swept(Variant way, List<FieldError> errors) {
        var numbers = jobs == null ? null : JobList.parse(jobs).orElse(null);
        if (numbers == null) {
            errors.add(new FieldError("jobs", JobList.MUST_BE));
            return List.of();
        }
        return numbers.stream()
                .map(number -> new Variant(
                        "%s -j%d".formatted(way.label(), number),
                        way.mode(),
                        way.workers(),
                        number,
                        way.recipe(),
                        way.cache()))
                .toList();
    }
}
