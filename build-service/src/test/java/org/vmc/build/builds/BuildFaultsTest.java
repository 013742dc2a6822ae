package org.vmc.build.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.build.testing.SampleProject;
import org.vmc.build.testing.VmServiceStandIn;
import org.vmc.testing.Infrastructure;

/**
 * What goes wrong at a moment of chance: a build then gives the objects of a local one, or fails and says why, and
 * gives its workers back. One moment of each kind unless {@code -Dvmc.build.faults=10} asks for more;
 * {@code RunBuildTest} kills the service itself between any two steps.
 */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class BuildFaultsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FILES = 12;
    private static final int FUNCTIONS = 40;

    /** Whether there is a local build to compare with; one is enough for all. */
    private static boolean builtHere;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    LoopbackCluster cluster;
    VmServiceStandIn vmService;

    static IntStream moments() {
        return IntStream.range(0, Integer.getInteger("vmc.build.faults", 1));
    }

    @BeforeEach
    void needCluster() throws IOException {
        assumeTrue(
                LoopbackCluster.missing().isEmpty(),
                () -> "not installed here: apt-get install " + String.join(" ", LoopbackCluster.missing()));
        cluster = LoopbackCluster.running();
        vmService = VmServiceStandIn.at(bootstrapServers);
        startWorkers();
    }

    @AfterEach
    void startWorkers() throws IOException {
        for (var worker : LoopbackCluster.WORKERS) {
            cluster.startDistccd(worker);
        }
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aWorkerThatIsKilledCostsNothingButTime(int seed) throws Exception {
        var random = new Random(seed);
        var worker = LoopbackCluster.WORKERS.get(random.nextInt(LoopbackCluster.WORKERS.size()));

        var build = built(random, () -> cluster.killDistccd(worker));

        assertThat(build.getBoolean("comparison.identical")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aWorkerThatFallsSilentCostsNothingButTime(int seed) throws Exception {
        var random = new Random(seed);
        var worker = LoopbackCluster.WORKERS.get(random.nextInt(LoopbackCluster.WORKERS.size()));
        try {
            var build = built(random, () -> cluster.silenceDistccd(worker));

            assertThat(build.getBoolean("comparison.identical")).isTrue();
        } finally {
            cluster.killDistccd(worker);
        }
    }

    @Test
    void aDiskThatIsFullIsWhatTheBuildFailsOf() throws Exception {
        assumeTrue(LoopbackCluster.isRoot(), "only root can make a small file system");
        var project = SampleProject.write(cluster.sources().resolve("too-much"), 2, 2);
        // What it prints about that finds no place in the log.
        Files.writeString(project.resolve("Makefile"), "demo: part00.o\n\tdd if=/dev/zero of=$@ bs=64k count=1000\n");

        try (var _ = cluster.smallScratch(4)) {
            var accepted = BuildClient.run(request(project, "distributed"));
            var build = accepted.ended("FAILED");

            assertThat(build.getString("reason")).contains("No space left on device", LoopbackCluster.BUILDER);
            assertThat(accepted.operation().getInt("problem.status")).isEqualTo(507);
            assertThatNothingIsLeft(accepted);
        }
    }

    private interface Fault {
        void happen() throws Exception;
    }

    /** A distributed build during which the fault happens, to be compared with a local one of the same source. */
    private JsonPath built(Random random, Fault fault) throws Exception {
        var project = SampleProject.write(cluster.sources().resolve("faulty"), FILES, FUNCTIONS);
        if (!builtHere) {
            BuildClient.run(request(project, "local")).ended("SUCCEEDED");
            builtHere = true;
        }
        var lines = random.nextInt(FILES);

        var accepted = BuildClient.run(request(project, "distributed"));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> accepted.log().lines().count() > lines);
        fault.happen();
        var build = accepted.ended("SUCCEEDED");

        assertThatNothingIsLeft(accepted);
        return build;
    }

    private void assertThatNothingIsLeft(BuildClient.Accepted accepted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(vmService.releases(UUID.fromString(accepted.buildId())))
                .isEqualTo(1));
        assertThat(cluster.scratch().resolve(accepted.buildId())).doesNotExist();
    }

    private static String request(Path project, String mode) {
        return """
                {"source": "%s", "mode": "%s"%s, "recipe": {"artifacts": ["demo"]}}
                """.formatted(project, mode, mode.equals("local") ? "" : ", \"workers\": 2");
    }
}
