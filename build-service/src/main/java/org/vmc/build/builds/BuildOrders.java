package org.vmc.build.builds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.vmc.build.BuildSettings;
import org.vmc.build.builders.Builders;
import org.vmc.build.catalogue.Recipes;
import org.vmc.build.clocks.HostClocks;
import org.vmc.build.recipes.Recipe;
import org.vmc.build.recipes.RecipeOverrides;
import org.vmc.build.sources.Sha256;
import org.vmc.build.sources.Sources;
import org.vmc.contracts.build.BuildMode;
import org.vmc.http.identity.Callers;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;

/** Turns requests into operations. */
@ApplicationScoped
class BuildOrders {
    private final Sources sources;
    private final Recipes recipes;
    private final Builders builders;
    private final Builds builds;
    private final HostClocks clocks;
    private final RunBuild runBuild;
    private final Callers callers;
    private final BuildSettings settings;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();

    BuildOrders(
            Sources sources,
            Recipes recipes,
            Builders builders,
            Builds builds,
            HostClocks clocks,
            RunBuild runBuild,
            Callers callers,
            BuildSettings settings,
            ObjectMapper json) {
        this.sources = sources;
        this.recipes = recipes;
        this.builders = builders;
        this.builds = builds;
        this.clocks = clocks;
        this.runBuild = runBuild;
        this.callers = callers;
        this.settings = settings;
        // The order of a map must not make two recipes of one.
        this.json = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /**
     * Checks the request, writes the build's row, and says what is to be done. Runs inside the accepting transaction.
     *
     * @throws ProblemException 422 naming each wrong field; 409 when there is no builder, or none whose clock is right
     *     and the build is distributed
     */
    NewOperation<BuildOrder> accept(NewBuild wanted) {
        var caller = callers.current();
        return accept(wanted, Optional.empty(), caller.user(), caller.team());
    }

    /**
     * As {@link #accept(NewBuild)}.
     *
     * @param builder name of the builder; one is chosen when it is empty
     */
    NewOperation<BuildOrder> accept(NewBuild wanted, Optional<String> builder, String owner, String team) {
        var order = order(wanted, builder);
        var build = new Build(order, hash(order.recipe()), owner, team, clock.instant());
        var recipe = wanted.recipe();
        if (recipe != null && recipe.from() != null) {
            build.builtBy(recipe.from());
        }
        builds.persist(build);
        return NewOperation.of(runBuild, order, new Target("build", order.buildId(), order.source()))
                .alsoLocking(builders.named(order.builder()).lock());
    }

    /** The request with every choice made; nothing is written. */
    BuildOrder order(NewBuild wanted, Optional<String> chosenBuilder) {
        var errors = wanted.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        var chosen = sources.choose(String.valueOf(wanted.source()).strip());
        var overrides = wanted.recipe() == null ? RecipeOverrides.NONE : wanted.recipe();
        var recipe = overrides.appliedTo(recipes.named(overrides.from(), "recipe.from", chosen.recipe()));
        var careful = wanted.buildMode() == BuildMode.DISTRIBUTED && !wanted.ignoresClockSkew();
        var wrong = careful ? clocks.wrong() : List.<String>of();
        var builder = chosenBuilder
                .map(builders::named)
                .orElseGet(() -> builders.leastBusy(builds::unfinishedOn, name -> !wrong.contains(name)));
        var order = new BuildOrder(
                TimeOrderedIds.next(),
                chosen.spec().text(),
                recipe,
                wanted.buildMode(),
                wanted.workersWanted(),
                wanted.jobs(),
                builder.name(),
                wanted.ignoresClockSkew(),
                wanted.cacheOr(settings.cache().policy()),
                wanted.tuningUse(),
                wanted.verifiesAll());
        if (order.needsRightClocks()) {
            clocks.require(List.of(builder.name()));
        }
        return order;
    }

    private String hash(Recipe recipe) {
        try {
            return Sha256.of(json.writeValueAsString(recipe));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A recipe cannot be written as JSON", e);
        }
    }
}
