package org.vmc.build.builds;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vmc.build.cache.CachePolicy;
import org.vmc.build.recipes.Recipe;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.contracts.build.BuildMode;
import org.vmc.contracts.build.BuildOutcome;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class FileSweepTest {
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(31));

    @Inject
    FileSweep sweep;

    @Inject
    BuildFiles files;

    @Inject
    Builds builds;

    @Test
    void onlyBuildsThatEndedLongAgoLoseTheirFiles() throws IOException {
        var running = filesOf(build(null));
        var recent = filesOf(build(Instant.now()));
        var old = filesOf(build(LONG_AGO));
        var strange = filesOf(UUID.randomUUID());

        sweep.sweep();

        assertThat(running).exists();
        assertThat(recent).exists();
        assertThat(old).doesNotExist();
        assertThat(strange).as("known by its age alone").doesNotExist();
    }

    private UUID build(@Nullable Instant finishedAt) {
        var order = new BuildOrder(
                TimeOrderedIds.next(),
                "lua-5.4",
                Recipe.plainMake(),
                BuildMode.LOCAL,
                0,
                null,
                "sweep-test",
                false,
                CachePolicy.OFF,
                null,
                false);
        QuarkusTransaction.requiringNew().run(() -> {
            var build = new Build(order, "sweep", "ana", "compilers", LONG_AGO);
            if (finishedAt != null) {
                build.finished(BuildOutcome.SUCCEEDED, null, finishedAt);
            }
            builds.persist(build);
        });
        return order.buildId();
    }

    private Path filesOf(UUID buildId) throws IOException {
        var kept = Files.createDirectories(
                files.artifacts(buildId).resolve("../sub").normalize());
        Files.writeString(files.log(buildId), "built\n");
        var directory = kept.resolve("..").normalize();
        Files.setLastModifiedTime(directory, FileTime.from(LONG_AGO));
        return directory;
    }
}
