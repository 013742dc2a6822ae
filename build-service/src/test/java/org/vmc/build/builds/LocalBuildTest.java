package org.vmc.build.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.build.testing.SampleProject;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class LocalBuildTest {
    LoopbackCluster cluster;

    @BeforeEach
    void needCluster() {
        assumeTrue(
                LoopbackCluster.missing().isEmpty(),
                () -> "not installed here: apt-get install " + String.join(" ", LoopbackCluster.missing()));
        cluster = LoopbackCluster.running();
    }

    @Test
    void buildsAndKeepsTimesLogAndArtifacts() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("kept"), 3, 5);

        var accepted = BuildClient.run(local(project, "[\"demo\"]"));
        var build = accepted.ended("SUCCEEDED");

        assertThat(build.getString("outcome")).isEqualTo("SUCCEEDED");
        assertThat(build.getString("mode")).isEqualTo("local");
        assertThat(build.getString("operationId")).isEqualTo(accepted.operationId());
        assertThat(build.getString("builder")).isEqualTo(LoopbackCluster.BUILDER);
        assertThat(build.getInt("jobs")).isEqualTo(4);
        assertThat(build.getString("sourceIdentity")).startsWith("sha256:");
        assertThat(build.getLong("realMillis")).isPositive();
        assertThat(build.getLong("userMillis")).isPositive();
        assertThat(build.getLong("systemMillis")).isNotNegative();
        // Three parts, main, the library, and the program.
        assertThat(build.getInt("fileCount")).isEqualTo(6);
        assertThat(accepted.log())
                .startsWith("+ make -j4 CC=vmc-cc gcc CXX=vmc-cc g++")
                .contains("part00.c")
                .endsWith("\n");
        assertThatArtifactsAreTheBuilders(accepted);
        assertThatNothingIsLeftOnTheBuilder(accepted);
    }

    @Test
    void tellsWhatItsBuilderDidWhileItRan() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("measured"), 6, 40);

        var accepted = BuildClient.run(local(project, "[]"));
        var build = accepted.ended("SUCCEEDED");

        var load = "/api/v1/builds/" + accepted.buildId() + "/load";
        var profile =
                BuildClient.as().get(load).then().statusCode(200).extract().jsonPath();
        assertThat(profile.getList("hosts.name")).containsExactly(LoopbackCluster.BUILDER);
        assertThat(profile.getDouble("hosts[0].busy")).isBetween(0.01, 1.0);
        assertThat(profile.getList("series[0].points")).hasSizeGreaterThan(2);
        assertThat(build.getString("load")).isEqualTo(profile.getString("verdict.sentence"));
        assertThat(BuildClient.as()
                        .get(load + ".svg")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("<svg", "measured", "<polygon");
        assertThat(BuildClient.as()
                        .get(load + ".csv")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .startsWith("host,role,source")
                .contains("\r\n\"" + LoopbackCluster.BUILDER + "\",builder,");
        BuildClient.as().get("/api/v1/builds/none/load").then().statusCode(404);
    }

    private void assertThatArtifactsAreTheBuilders(BuildClient.Accepted accepted) {
        var path = "/api/v1/builds/" + accepted.buildId() + "/artifacts";
        var artifacts = BuildClient.as().get(path).then().extract().jsonPath();
        assertThat(artifacts.getList("items.path")).containsExactly("demo");

        var program = BuildClient.as()
                .get(path + "/demo")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat((long) program.length).isEqualTo(artifacts.getLong("items[0].sizeBytes"));
        assertThat(program).startsWith(0x7f, 'E', 'L', 'F');
        BuildClient.as()
                .urlEncodingEnabled(false)
                .get(path + "/%2e%2e%2flog")
                .then()
                .statusCode(404);
        BuildClient.as().get(path + "/main.o").then().statusCode(404);
    }

    @Test
    void theLogIsReadOnFromAnOffset() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("logged"), 2, 2);
        var accepted = BuildClient.run(local(project, "[]"));
        accepted.ended("SUCCEEDED");
        var whole = accepted.log();
        var log = "/api/v1/builds/" + accepted.buildId() + "/log";

        var rest =
                BuildClient.as().get(log + "?offset=10").then().statusCode(200).extract();

        assertThat(rest.asString()).isEqualTo(whole.substring(10));
        assertThat(rest.header("X-Next-Offset")).isEqualTo(Integer.toString(whole.length()));
        assertThat(rest.header("X-Log-Complete")).isEqualTo("true");
        BuildClient.as().get(log + "?offset=" + Long.MAX_VALUE).then().statusCode(200);
        BuildClient.as().get(log + "?offset=-1").then().statusCode(422);
    }

    @Test
    void twoBuildsOfTheSameSourceAreIdenticalWhereverTheyRan() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("twice"), 2, 3);

        var first = BuildClient.run(local(project, "[\"demo\"]")).ended("SUCCEEDED");
        var second = BuildClient.run(local(project, "[\"demo\"]")).ended("SUCCEEDED");

        assertThat(second.getString("manifestSha256")).isEqualTo(first.getString("manifestSha256"));
        assertThat(second.getBoolean("comparison.identical")).isTrue();
        assertThat(second.getString("comparison.localBuildId")).isEqualTo(first.getString("id"));
        assertThat(second.getDouble("comparison.ratio")).isPositive();
    }

    @Test
    void aBuildThatFailsSaysWhyAndKeepsItsLog() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("broken"), 1, 1);
        Files.writeString(project.resolve("main.c"), "int main(void) { return undeclared; }\n");

        var accepted = BuildClient.run(local(project, "[]"));
        var build = accepted.ended("FAILED");

        assertThat(build.getString("outcome")).isEqualTo("FAILED");
        assertThat(build.getString("reason")).contains("exited with 2");
        assertThat(build.getLong("realMillis")).isPositive();
        assertThat(accepted.log()).contains("undeclared");
        assertThatNothingIsLeftOnTheBuilder(accepted);
    }

    @Test
    void aProgramThatTheBuilderLacksIsNamed() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("lacking"), 1, 1);

        var build = BuildClient.run("""
                {"source": "%s", "mode": "local", "recipe": {"build": [["no-such-tool", "all"]]}}
                """.formatted(project)).ended("FAILED");

        assertThat(build.getString("reason")).contains("lacks", "no-such-tool");
    }

    @Test
    void cancelEndsEverythingOnTheBuilder() throws IOException {
        var project = Files.createDirectories(cluster.sources().resolve("endless"));
        var marker = "vmc-endless-" + System.nanoTime();
        Files.writeString(
                project.resolve("Makefile"),
                "all:\n\t@echo begun; bash -c 'exec -a %s sleep 600' & setsid sleep 600.25; wait\n".formatted(marker));

        var accepted = BuildClient.run(local(project, "[]"));
        await().atMost(Duration.ofMinutes(2)).until(() -> accepted.log().contains("begun"));
        accepted.cancel();
        var build = accepted.ended("CANCELLED");

        assertThat(build.getString("outcome")).isEqualTo("CANCELLED");
        assertThat(commandLines()).noneMatch(line -> line.contains(marker) || line.contains("600.25"));
        assertThatNothingIsLeftOnTheBuilder(accepted);
    }

    @Test
    void aBuildThatPrintsWithoutEndIsEndedAndSaysSo() throws IOException {
        var project = Files.createDirectories(cluster.sources().resolve("talkative"));
        var marker = "talk-" + System.nanoTime();
        Files.writeString(project.resolve("Makefile"), "all:\n\t@yes %s\n".formatted(marker));

        var accepted = BuildClient.run(local(project, "[]"));
        var build = accepted.ended("FAILED");

        assertThat(build.getString("reason")).contains("printed more than 1000000 bytes");
        assertThat(accepted.operation().getInt("problem.status")).isEqualTo(413);
        assertThat(accepted.log()).contains(marker).hasSizeLessThanOrEqualTo(1_000_000);
        assertThat(commandLines()).noneMatch(line -> line.contains(marker));
        assertThatNothingIsLeftOnTheBuilder(accepted);
    }

    @Test
    void whatARequestSaysNeverReachesAShell() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("quoted"), 1, 1);
        var witness = cluster.scratch().resolve("witness");
        var hostile = "$(touch %s)`touch %s`;touch %s;'\\\" ".formatted(witness, witness, witness);

        var accepted = BuildClient.run("""
                {"source": "%s", "mode": "local", "recipe": {
                  "build": [["echo", "%s"], ["make", "-j{jobs}", "CC={cc}"]],
                  "environment": {"HOSTILE": "%s"},
                  "artifacts": ["%s", "demo"]}}
                """.formatted(project, json(hostile), json(hostile), json(hostile)));
        accepted.ended("SUCCEEDED");

        assertThat(witness).doesNotExist();
        assertThat(accepted.log()).contains(hostile);
    }

    @Test
    void commandsHaveNoRightsOnTheHost() throws IOException {
        var project = Files.createDirectories(cluster.sources().resolve("curious"));
        Files.writeString(project.resolve("Makefile"), """
                all:
                \tif cat /etc/shadow >/dev/null; then echo allowed; fi
                \tif ls /root; then echo allowed; fi
                \tif touch /usr/local/made-by-a-build; then echo allowed; fi
                """);

        var accepted = BuildClient.run(local(project, "[]"));
        accepted.ended("SUCCEEDED");

        assertThat(accepted.log().lines())
                .doesNotContain("allowed")
                .filteredOn(line -> line.contains("Permission denied"))
                .hasSize(3);
    }

    @Test
    void whatABuildLeavesRunningEndsWithIt() throws IOException {
        var project = Files.createDirectories(cluster.sources().resolve("lingering"));
        var marker = "600." + System.nanoTime() % 1_000_000;
        Files.writeString(
                project.resolve("Makefile"), "all:\n\t@setsid sleep %s >/dev/null 2>&1 &\n".formatted(marker));

        BuildClient.run(local(project, "[]")).ended("SUCCEEDED");

        assertThat(commandLines()).noneMatch(line -> line.contains("sleep " + marker));
    }

    private static String local(Path project, String artifacts) {
        return """
                {"source": "%s", "mode": "local", "recipe": {"artifacts": %s}}
                """.formatted(project, artifacts);
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static Stream<String> commandLines() {
        return ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream());
    }

    private void assertThatNothingIsLeftOnTheBuilder(BuildClient.Accepted accepted) {
        assertThat(cluster.scratch().resolve(accepted.buildId())).doesNotExist();
    }
}
