package org.vmc.build.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.build.cache.CachePolicy;
import org.vmc.build.recipes.Recipe;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.build.testing.VmServiceStandIn;
import org.vmc.contracts.build.BuildMode;
import org.vmc.contracts.build.BuildOutcome;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;

/** RunBuild through the shared kit, against a real builder, with a worker that vm-service seems to make. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class RunBuildTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    RunBuild runBuild;

    @Inject
    Builds builds;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    LoopbackCluster cluster;
    VmServiceStandIn vmService;
    Path source;
    Path witness;
    OperationKit<BuildOrder> kit;

    @BeforeEach
    void prepareKit() throws IOException {
        assumeTrue(
                LoopbackCluster.missing().isEmpty(),
                () -> "not installed here: apt-get install " + String.join(" ", LoopbackCluster.missing()));
        cluster = LoopbackCluster.running();
        cluster.startDistccd(LoopbackCluster.WORKERS.getFirst());
        vmService = VmServiceStandIn.at(bootstrapServers);
        source = Files.createDirectories(cluster.sources().resolve("kit"));
        Files.writeString(source.resolve("one.c"), "int one(void) { return 1; }\n");
        Files.writeString(
                source.resolve("Makefile"), "all: one.o\n\techo built >>$(WITNESS)/$(notdir $(VMC_WORKSPACE))\n");
        witness = Files.createDirectories(cluster.sources().resolve("witness"));
        LoopbackCluster.giveToBuilds(witness);
        kit = new OperationKit<>(operations, faultPoints, new Subject());
    }

    @Test
    void succeeds() {
        kit.succeeds();
    }

    @Test
    void survivesACrashAtEveryPoint() {
        kit.survivesACrashAtEveryPoint();
    }

    @Test
    void isUndoneWhenAnyStepFails() {
        kit.isUndoneWhenAnyStepFails();
    }

    @Test
    void isUndoneWhenCancelledAtAnyStep() {
        kit.isUndoneWhenCancelledAtAnyStep();
    }

    @Test
    void isUndoneOnceAlthoughTheUndoCrashes() {
        kit.isUndoneOnceAlthoughTheUndoCrashes();
    }

    private final class Subject implements OperationSubject<BuildOrder> {
        @Override
        public NewOperation<BuildOrder> fresh(Origin origin) {
            var plain = Recipe.plainMake();
            var recipe = new Recipe(
                    "",
                    List.of(),
                    plain.build(),
                    Map.of("WITNESS", witness.toString()),
                    plain.objects(),
                    List.of("one.o"),
                    plain.compiler(),
                    plain.cxxCompiler(),
                    List.of(),
                    List.of());
            var order = new BuildOrder(
                    TimeOrderedIds.next(),
                    source.toString(),
                    recipe,
                    BuildMode.DISTRIBUTED,
                    1,
                    null,
                    LoopbackCluster.BUILDER,
                    false,
                    CachePolicy.USE,
                    null,
                    false);
            builds.persist(new Build(order, "kit", origin.actor(), origin.team(), Instant.now()));
            return NewOperation.of(runBuild, order, new Target("build", order.buildId(), order.source()));
        }

        @Override
        public void assertDone(Operation operation) {
            assertThat(outcome(operation)).isEqualTo(BuildOutcome.SUCCEEDED);
            assertThat(witness.resolve(operation.target().id().toString()))
                    .as("built exactly once")
                    .hasContent("built");
            assertNothingLeft(operation);
            assertWorkersReleasedOnce(operation);
        }

        @Override
        public void assertUndone(Operation operation) {
            var expected = operation.state() == OperationState.CANCELLED ? BuildOutcome.CANCELLED : BuildOutcome.FAILED;
            assertThat(outcome(operation)).isEqualTo(expected);
            assertNothingLeft(operation);
            if (vmService.request(operation.target().id()).isPresent()) {
                assertWorkersReleasedOnce(operation);
            }
        }

        private void assertNothingLeft(Operation operation) {
            var workspace = cluster.scratch().resolve(operation.target().id().toString());
            assertThat(workspace).doesNotExist();
            assertThat(ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
                    .noneMatch(line -> line.contains(workspace.toString()));
        }

        private void assertWorkersReleasedOnce(Operation operation) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            vmService.releases(operation.target().id()))
                    .isEqualTo(1));
        }

        private BuildOutcome outcome(Operation operation) {
            return QuarkusTransaction.requiringNew()
                    .call(() ->
                            builds.findById(operation.target().id()).outcome().orElseThrow());
        }
    }
}
