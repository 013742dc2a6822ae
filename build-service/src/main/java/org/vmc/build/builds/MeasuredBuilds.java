package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.build.files.Trees;
import org.vmc.contracts.build.BuildOutcome;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.Origin;

/** Builds that are run to be measured: asked for without a request at hand, on a builder of one's choice. */
@ApplicationScoped
public class MeasuredBuilds {
    private final BuildOrders orders;
    private final Builds builds;
    private final BuildFiles files;
    private final Operations operations;

    MeasuredBuilds(BuildOrders orders, Builds builds, BuildFiles files, Operations operations) {
        this.orders = orders;
        this.builds = builds;
        this.files = files;
        this.operations = operations;
    }

    /** A build that was accepted. */
    public record Begun(UUID buildId, UUID operationId) {}

    /**
     * How a build stands.
     *
     * @param outcome null as long as it goes on
     * @param sourceIdentity what was built; null until it was fetched
     */
    public record Standing(
            @Nullable BuildOutcome outcome,
            @Nullable String reason,
            @Nullable Integer jobs,
            @Nullable Long realMillis,
            @Nullable Long userMillis,
            @Nullable Long systemMillis,
            @Nullable String sourceIdentity,
            @Nullable String compiler,
            String recipeSha256) {}

    /** What is wrong with a request, as far as that can be told without looking at sources. */
    public List<FieldError> errors(NewBuild wanted) {
        return wanted.errors();
    }

    /**
     * The builder that such a build would run on now.
     *
     * @throws ProblemException as for a build that is asked for
     */
    @Transactional
    public String builderFor(NewBuild wanted) {
        return orders.order(wanted, Optional.empty()).builder();
    }

    /** Accepts a build for whoever the origin names. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Begun begin(NewBuild wanted, String builder, Origin origin) {
        var operation = operations
                .submit(
                        origin,
                        null,
                        () -> List.of(orders.accept(wanted, Optional.of(builder), origin.actor(), origin.team())))
                .getFirst();
        return new Begun(operation.target().id(), operation.id());
    }

    /** How a build that was begun stands. */
    @Transactional
    public Standing standing(UUID buildId) {
        var build = builds.findById(buildId);
        return new Standing(
                build.outcome().orElse(null),
                build.reason().orElse(null),
                build.jobs().orElse(null),
                build.realMillis().orElse(null),
                build.userMillis().orElse(null),
                build.systemMillis().orElse(null),
                build.sourceIdentity().orElse(null),
                build.compiler().orElse(null),
                build.recipeSha256());
    }

    /** Has a build taken back; has no effect on one that has ended. */
    public void cancel(Begun build, Origin by) {
        try {
            operations.cancel(build.operationId(), by);
        } catch (ProblemException ended) {
            if (standing(build.buildId()).outcome() == null) {
                throw ended;
            }
        }
    }

    /** Removes the artifacts that a build has left on this machine; its checksums and log stay. */
    public void removeArtifacts(UUID buildId) throws IOException {
        Trees.remove(files.artifacts(buildId));
    }
}
