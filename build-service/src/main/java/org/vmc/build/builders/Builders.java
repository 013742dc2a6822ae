package org.vmc.build.builders;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.vmc.build.BuildSettings;
import org.vmc.build.hosts.Accounts;
import org.vmc.http.problem.ProblemException;

/** The configured builders. */
@ApplicationScoped
public class Builders {
    private final BuildSettings settings;
    private final Accounts accounts;

    Builders(BuildSettings settings, Accounts accounts) {
        this.settings = settings;
        this.accounts = accounts;
    }

    /** Does not let the service start when engineers would be root on a builder. */
    void start(@Observes StartupEvent started) {
        refuseRoot(settings);
    }

    static void refuseRoot(BuildSettings settings) {
        var builders = settings.builders();
        for (var i = 0; i < builders.size(); i++) {
            if (builders.get(i).user().equals("root")) {
                throw new IllegalStateException(
                        "vmc.build.builders[%d].user must not be root: engineers choose the commands that run there. Name an account that owns %s on %s and has no other rights, such as vmc-build."
                                .formatted(
                                        i, settings.scratch(), builders.get(i).name()));
            }
        }
    }

    /**
     * The builder with the least to do; of equals, the one configured first.
     *
     * @param unfinished how many builds wait for or run on the builder of a name
     * @param preferred whether the builder of a name goes before others, however much it has to do
     * @throws ProblemException 409 when no builder is configured
     */
    public Builder leastBusy(ToLongFunction<String> unfinished, Predicate<String> preferred) {
        return all().stream()
                .min(Comparator.comparing((Builder builder) -> !preferred.test(builder.name()))
                        .thenComparingLong(builder -> unfinished.applyAsLong(builder.name())))
                .orElseThrow(() -> ProblemException.conflict(
                        "No builder is configured; set vmc.build.builders[0].name and vmc.build.builders[0].address."));
    }

    /**
     * The builder of that name.
     *
     * @throws ProblemException 409 when it is no longer configured
     */
    public Builder named(String name) {
        return all().stream()
                .filter(builder -> builder.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.conflict("The builder %s is no longer configured.".formatted(name)));
    }

    private List<Builder> all() {
        return settings.builders().stream()
                .map(configured -> new Builder(
                        configured.name(),
                        accounts.account(configured.address(), configured.port(), configured.user()),
                        configured.vcpus()))
                .toList();
    }
}
