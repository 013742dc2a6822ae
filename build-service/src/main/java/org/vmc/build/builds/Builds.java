package org.vmc.build.builds;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.build.builders.RunState;
import org.vmc.contracts.build.BuildMode;
import org.vmc.contracts.build.BuildOutcome;

/** The rows of builds. */
@ApplicationScoped
class Builds implements PanacheRepositoryBase<Build, UUID> {

    /** Notes what the commands needed, in a transaction of its own: it is worth keeping when they failed, too. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void noteRun(UUID buildId, RunState.@Nullable Times times, RunState.@Nullable Times testTimes, long logLines) {
        var build = findById(buildId);
        build.ran(times, logLines);
        if (testTimes != null) {
            build.tested(testTimes.realMillis());
        }
    }

    /** The team that a build belongs to. */
    @Transactional
    String teamOf(UUID buildId) {
        return findById(buildId).team();
    }

    /** Of the recipe of a build. */
    @Transactional
    String recipeSha256(UUID buildId) {
        return findById(buildId).recipeSha256();
    }

    long unfinishedOn(String builder) {
        return count("builder = ?1 and outcome is null", builder);
    }

    /**
     * Builds, newest first. Ids are made in the order of time.
     *
     * @param before only those older than the build with this id
     */
    List<Build> newest(BuildFilter filter, Optional<UUID> before, int limit) {
        var conditions = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        if (filter.source() != null) {
            conditions.add("source = :source");
            values.put("source", filter.source());
        }
        if (filter.mode() != null) {
            conditions.add("mode = :mode");
            values.put("mode", filter.mode());
        }
        before.ifPresent(id -> {
            conditions.add("id < :before");
            values.put("before", id);
        });
        conditions.add("1 = 1");
        return find(String.join(" and ", conditions) + " order by id desc", values)
                .page(0, limit)
                .list();
    }

    /**
     * The latest local build that gives what {@code build} should give: of the same source by the same recipe, with
     * every file compiled.
     */
    Optional<Build> localCounterpart(Build build) {
        return find(
                        """
                        sourceIdentity = ?1 and recipeSha256 = ?2 and mode = ?3 and outcome = ?4 and id <> ?5
                        and coalesce(cacheHits, 0) = 0
                        order by id desc
                        """,
                        build.sourceIdentity().orElse(""),
                        build.recipeSha256(),
                        BuildMode.LOCAL,
                        BuildOutcome.SUCCEEDED,
                        build.id())
                .firstResultOptional();
    }

    /** How many lines the log of the last good build of this source had; tells how far another one is. */
    @Transactional
    Optional<Long> expectedLogLines(UUID buildId) {
        var build = findById(buildId);
        return find("""
                        sourceIdentity = ?1 and recipeSha256 = ?2 and outcome = ?3 and logLines is not null
                        order by id desc
                        """, build.sourceIdentity().orElse(""), build.recipeSha256(), BuildOutcome.SUCCEEDED)
                .<Build>firstResultOptional()
                .flatMap(Build::logLines);
    }
}
