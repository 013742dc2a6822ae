package org.vmc.build.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.build.clocks.HostClocks;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.build.testing.SampleProject;
import org.vmc.build.testing.VmServiceStandIn;
import org.vmc.contracts.build.BuildFinished;
import org.vmc.contracts.build.BuildOutcome;
import org.vmc.contracts.build.BuildStarted;
import org.vmc.contracts.build.BuildWorkerLost;
import org.vmc.contracts.host.HostClockCorrected;
import org.vmc.contracts.host.HostClockSkewed;
import org.vmc.contracts.vm.VmDeleted;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class DistributedBuildTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    HostClocks clocks;

    LoopbackCluster cluster;
    VmServiceStandIn vmService;

    @BeforeEach
    void needCluster() throws IOException {
        assumeTrue(
                LoopbackCluster.missing().isEmpty(),
                () -> "not installed here: apt-get install " + String.join(" ", LoopbackCluster.missing()));
        cluster = LoopbackCluster.running();
        for (var worker : LoopbackCluster.WORKERS) {
            cluster.startDistccd(worker);
        }
        vmService = VmServiceStandIn.at(bootstrapServers);
    }

    @Test
    void givesTheObjectsOfALocalBuildAndSaysWhoCompiledThem() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("spread"), 12, 10);
        var local = BuildClient.run(request(project, "local")).ended("SUCCEEDED");

        var accepted = BuildClient.run(request(project, "distributed\", \"workers\": \"2"));
        var build = accepted.ended("SUCCEEDED");

        assertThat(build.getList("comparison.differing")).isEmpty();
        assertThat(build.getBoolean("comparison.identical")).isTrue();
        assertThat(build.getString("comparison.localBuildId")).isEqualTo(local.getString("id"));
        assertThat(build.getInt("comparison.comparedFiles")).isEqualTo(15);
        assertThat(build.getInt("jobs")).isEqualTo(6);
        assertThat(build.getInt("fallbacks")).isZero();
        assertThat(build.getInt("rechecked")).isEqualTo(3);
        assertThat(build.getList("workers.state")).containsOnly("VERIFIED");
        assertThat(build.getList("workers.hostName")).containsExactly("host-0", "host-1");
        assertThat(compiledByWorkers(build)).allMatch(compiled -> compiled > 0);
        assertThat(build.getInt("compiledByBuilder")
                        + compiledByWorkers(build).stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                .isEqualTo(13);
        assertThatWorkersWereAskedForAndGivenBack(accepted);
        assertThatItsEventsWerePublished(accepted, build);
    }

    private void assertThatItsEventsWerePublished(BuildClient.Accepted accepted, JsonPath build) {
        var facts = await().atMost(PATIENCE)
                .until(() -> vmService.facts(UUID.fromString(accepted.buildId())), said -> said.size() >= 2);
        assertThat(facts).hasExactlyElementsOfTypes(BuildStarted.class, BuildFinished.class);
        assertThat((BuildStarted) facts.getFirst()).satisfies(started -> {
            assertThat(started.workers()).containsExactly("worker-0", "worker-1");
            assertThat(started.jobs()).isEqualTo(6);
        });
        assertThat((BuildFinished) facts.getLast()).satisfies(finished -> {
            assertThat(finished.outcome()).isEqualTo(BuildOutcome.SUCCEEDED);
            assertThat(finished.realMillis()).isEqualTo(build.getLong("realMillis"));
            assertThat(finished.artifactsSha256()).isEqualTo(build.getString("manifestSha256"));
        });
    }

    private void assertThatWorkersWereAskedForAndGivenBack(BuildClient.Accepted accepted) {
        var buildId = UUID.fromString(accepted.buildId());
        assertThat(vmService.request(buildId)).hasValueSatisfying(request -> {
            assertThat(request.count()).isEqualTo(2);
            assertThat(request.template()).isEqualTo("build-worker");
            assertThat(request.spread()).isTrue();
            assertThat(request.avoidHosts()).startsWith(LoopbackCluster.BUILDER).doesNotContain("host-0", "host-1");
            assertThat(request.owner()).isEqualTo("ana");
            assertThat(request.team()).isEqualTo("compilers");
        });
        awaitReleased(accepted);
    }

    @Test
    void aWorkerKilledInTheMiddleIsReportedAndTheOutputIsTheSame() throws Exception {
        var project = SampleProject.write(cluster.sources().resolve("killed"), 12, 60);
        // The build must not be over before anybody has noticed.
        var hold = cluster.sources().resolve("hold");
        Files.writeString(
                project.resolve("Makefile"),
                "demo: held\n.PHONY: held\nheld:\n\t@while [ -e %s ]; do sleep 0.1; done\n".formatted(hold),
                StandardOpenOption.APPEND);
        BuildClient.run(request(project, "local")).ended("SUCCEEDED");
        Files.createFile(hold);

        var accepted = BuildClient.run(request(project, "distributed\", \"workers\": \"2"));
        await().atMost(PATIENCE).until(() -> accepted.log().lines().count() > 4);
        cluster.killDistccd(LoopbackCluster.WORKERS.getFirst());
        await().atMost(PATIENCE)
                .until(() -> accepted.build().getString("workers[0].state").equals("LOST"));
        Files.delete(hold);
        var build = accepted.ended("SUCCEEDED");

        assertThat(build.getList("comparison.differing")).isEmpty();
        assertThat(build.getBoolean("comparison.identical")).isTrue();
        assertThat(build.getInt("retries")).isPositive();
        assertThat(build.getList("lostAttempts.worker", String.class))
                .anyMatch(worker -> worker.startsWith(LoopbackCluster.WORKERS.getFirst()));
        assertThat(build.getList("lostAttempts.reason", String.class)).noneMatch(String::isBlank);
        assertThat(build.getInt("workers[0].failedAttempts")).isPositive();
        assertThat(build.getString("workers[0].reason")).contains("stopped answering during the build");
        await().atMost(PATIENCE).until(() -> vmService.facts(UUID.fromString(accepted.buildId())).stream()
                .anyMatch(BuildWorkerLost.class::isInstance));
        awaitReleased(accepted);
    }

    @Test
    void goesOnWithTheWorkersThatCouldBeMade() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("fewer"), 4, 5);
        vmService.answering((request, number) ->
                number == 0 ? VmServiceStandIn.ready(request, 0) : VmServiceStandIn.failed(request, number));

        var build = BuildClient.run(request(project, "distributed\", \"verify\": \"full"))
                .ended("SUCCEEDED");

        assertThat(build.getInt("rechecked")).isEqualTo(build.getInt("workers[0].compiled"));
        assertThat(build.getList("workers.state")).containsExactly("VERIFIED", "FAILED", "FAILED");
        assertThat(build.getString("workers[1].reason")).contains("512 MiB");
    }

    @Test
    void failsAtOnceWhenNoWorkerCouldBeMade() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("none"), 1, 1);
        vmService.answering(VmServiceStandIn::failed);

        var accepted = BuildClient.run(request(project, "distributed"));
        var build = accepted.ended("FAILED");

        assertThat(build.getString("reason")).contains("None of the 3 workers could be made", "512 MiB");
        assertThat(accepted.operation().getInt("problem.status")).isEqualTo(409);
        awaitReleased(accepted);
    }

    @Test
    void refusesAWorkerWhoseDistccdDoesNotAnswer() throws Exception {
        var project = SampleProject.write(cluster.sources().resolve("silent"), 4, 5);
        cluster.killDistccd(LoopbackCluster.WORKERS.getLast());

        var build = BuildClient.run(request(project, "distributed\", \"workers\": \"2"))
                .ended("SUCCEEDED");

        assertThat(build.getList("workers.state")).containsExactly("VERIFIED", "REFUSED");
        assertThat(build.getString("workers[1].reason")).contains("distccd does not answer");
        assertThat(build.getInt("workers[1].compiled")).isZero();
    }

    @Test
    void refusesAWorkerWithAnotherCompiler() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("unequal"), 4, 5);
        vmService.answering((request, number) -> number == 0
                ? VmServiceStandIn.ready(request, 0)
                : VmServiceStandIn.readyAt(request, number, LoopbackCluster.WORKER_WITH_ANOTHER_COMPILER));

        var build = BuildClient.run(request(project, "distributed\", \"workers\": \"2"))
                .ended("SUCCEEDED");

        assertThat(build.getList("workers.state")).containsExactly("VERIFIED", "REFUSED");
        assertThat(build.getString("workers[1].reason"))
                .contains("its gcc is not the builder's", "version is 11.3.0, not");
        assertThat(build.getInt("workers[1].compiled")).isZero();
    }

    @Test
    void failsWhenAWorkerDoesNotMakeTheObjectsThatItsCompilerShould() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("lied-to"), 8, 10);
        vmService.answering(
                (request, number) -> VmServiceStandIn.readyAt(request, number, LoopbackCluster.WORKER_THAT_LIES));

        var accepted = BuildClient.run(request(project, "distributed\", \"workers\": \"1"));
        var build = accepted.ended("FAILED");

        assertThat(build.getList("workers.state")).containsExactly("VERIFIED");
        assertThat(build.getString("reason"))
                .contains(
                        "not what the builder " + LoopbackCluster.BUILDER,
                        "compiled by worker-0 at " + LoopbackCluster.WORKER_THAT_LIES,
                        "(gcc ");
        awaitReleased(accepted);
    }

    @Test
    void failsWithTheReasonsWhenNoWorkerCanBeUsed() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("unusable"), 1, 1);
        vmService.answering((request, number) ->
                VmServiceStandIn.readyAt(request, number, LoopbackCluster.WORKER_WITH_ANOTHER_COMPILER));

        var accepted = BuildClient.run(request(project, "distributed\", \"workers\": \"1"));
        var build = accepted.ended("FAILED");

        assertThat(build.getString("reason")).contains("None of the workers can be used", "version is 11.3.0");
        assertThat(build.getList("workers.state")).containsExactly("REFUSED");
        awaitReleased(accepted);
    }

    @Test
    void aWorkerThatIsDeletedBehindTheBuildIsNotedAsLost() throws Exception {
        var project = SampleProject.write(cluster.sources().resolve("deleted"), 12, 60);

        var accepted = BuildClient.run(request(project, "distributed\", \"workers\": \"2"));
        await().atMost(PATIENCE).until(() -> accepted.log().lines().count() > 2);
        var worker = accepted.build().getString("workers[0].id");
        vmService.publish(new VmDeleted(UUID.fromString(worker), "worker-0"), UUID.randomUUID());
        await().atMost(PATIENCE)
                .until(() -> accepted.build().getString("workers[0].state").equals("LOST"));

        assertThat(accepted.ended("SUCCEEDED").getString("workers[0].reason")).contains("deleted");
    }

    @Test
    void cancelGivesWorkersBackThatWereNeverReady() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("cancelled"), 1, 1);
        // Nobody listens there; the VM is said to be ready and never answers.
        vmService.answering((request, number) -> VmServiceStandIn.readyAt(request, number, "127.0.0.9"));

        var accepted = BuildClient.run(request(project, "distributed"));
        await().atMost(PATIENCE)
                .until(() -> !accepted.build().getList("workers").isEmpty());
        accepted.cancel();
        accepted.ended("CANCELLED");

        awaitReleased(accepted);
        assertThat(cluster.scratch().resolve(accepted.buildId())).doesNotExist();
    }

    @Test
    void aBuilderWhoseClockIsWrongIsRefusedUntilItIsRightOrTheRequestSaysItDoesNotMatter() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("late"), 1, 1);
        var host = UUID.randomUUID();
        vmService.publish(new HostClockSkewed(host, LoopbackCluster.BUILDER, "lab", 3_000, 100, 1_000), host);

        var refused = await().atMost(PATIENCE)
                .until(
                        () -> BuildClient.planned(request(project, "distributed")),
                        answer -> answer.statusCode() == 409);

        assertThat(refused.jsonPath().getString("detail"))
                .contains(
                        "The clock of host loopback-1 in pool lab is 3.0 s ahead",
                        "chronyc makestep",
                        "ignore-clock-skew:true");
        assertThat(BuildClient.planned(request(project, "local")).statusCode()).isEqualTo(200);
        assertThat(BuildClient.planned(careless(request(project, "distributed")))
                        .statusCode())
                .isEqualTo(200);
        vmService.publish(new HostClockCorrected(host, LoopbackCluster.BUILDER, "lab", 10, 100, 1_000), host);
        await().atMost(PATIENCE)
                .until(() ->
                        BuildClient.planned(request(project, "distributed")).statusCode() == 200);
    }

    @Test
    void aBuildDoesNotStartOnAWorkerWhoseHostHasAWrongClockUnlessItMay() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("early"), 4, 5);
        var host = UUID.randomUUID();
        vmService.publish(new HostClockSkewed(host, "host-0", "lab", -2_500, 100, 1_000), host);
        await().atMost(PATIENCE).until(() -> clocks.wrong().contains("host-0"));

        var careful = BuildClient.run(request(project, "distributed\", \"workers\": \"2"));
        var refused = careful.ended("FAILED");
        var accepted = BuildClient.run(careless(request(project, "distributed\", \"workers\": \"2")));
        var built = accepted.ended("SUCCEEDED");

        assertThat(refused.getString("reason")).contains("The clock of host host-0 in pool lab is 2.5 s behind");
        assertThat(vmService
                        .request(UUID.fromString(careful.buildId()))
                        .orElseThrow()
                        .avoidHosts())
                .contains("host-0");
        assertThat(vmService
                        .request(UUID.fromString(accepted.buildId()))
                        .orElseThrow()
                        .avoidHosts())
                .containsExactly(LoopbackCluster.BUILDER);
        assertThat(built.getList("workers.state")).containsOnly("VERIFIED");
        vmService.publish(new HostClockCorrected(host, "host-0", "lab", 10, 100, 1_000), host);
        await().atMost(PATIENCE).until(() -> !clocks.wrong().contains("host-0"));
        awaitReleased(careful);
    }

    private static String careless(String request) {
        return request.strip().replaceFirst("}$", ", \"ignoreClockSkew\": true}");
    }

    private void awaitReleased(BuildClient.Accepted accepted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(vmService.releases(UUID.fromString(accepted.buildId())))
                .isEqualTo(1));
    }

    private static List<Integer> compiledByWorkers(JsonPath build) {
        return build.getList("workers.compiled", Integer.class);
    }

    private static String request(Path project, String mode) {
        return """
                {"source": "%s", "mode": "%s", "recipe": {"artifacts": ["demo"]}}
                """.formatted(project, mode).replaceAll("\"workers\": \"(\\d+)\"", "\"workers\": $1");
    }
}
