package org.vmc.build.builds;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.build.testing.SampleProject;
import org.vmc.build.testing.VmServiceStandIn;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class CachedBuildTest {
    /** Parts and main: the library and the program are not compiled. */
    private static final int COMPILED = 5;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    LoopbackCluster cluster;

    @BeforeEach
    void needCluster() throws IOException {
        assumeTrue(
                LoopbackCluster.missing().isEmpty(),
                () -> "not installed here: apt-get install " + String.join(" ", LoopbackCluster.missing()));
        cluster = LoopbackCluster.running();
        for (var worker : LoopbackCluster.WORKERS) {
            cluster.startDistccd(worker);
        }
        VmServiceStandIn.at(bootstrapServers);
    }

    @Test
    void whatATeamHasCompiledIsNotCompiledAgainWhereverItIsBuilt() throws IOException {
        var project = project("again");
        var plain = build(project, "local", "off");

        var first = build(project, "distributed", "use");
        var second = build(project, "local", "use");
        var changed = SampleProject.write(project, 5, 3);
        var third = build(changed, "distributed", "use");

        assertThat(plain.getString("cache")).isEqualTo("off");
        assertThat((Object) plain.get("cacheHits")).isNull();
        assertHitsAndMisses(first, 0, COMPILED);
        assertThat(first.getList("workers.compiled", Integer.class))
                .as("workers compile what the cache lacks")
                .allMatch(compiled -> compiled > 0);
        assertHitsAndMisses(second, COMPILED, 0);
        assertHitsAndMisses(third, COMPILED, 1);
        assertThat(first.getString("manifestSha256")).isEqualTo(plain.getString("manifestSha256"));
        assertThat(second.getString("manifestSha256")).isEqualTo(plain.getString("manifestSha256"));
        assertThat(second.getBoolean("comparison.identical")).isTrue();
        assertThat(second.getString("comparison.note")).startsWith("5 files were not compiled");
    }

    @Test
    void anotherTeamsBuildFindsNothing() throws IOException {
        var project = project("shared");
        build(project, "local", "use");

        var others =
                build(given().auth().oauth2(TestTokens.of("bob", Role.ENGINEER, "linkers")), project, "local", "use");

        assertHitsAndMisses(others, 0, COMPILED);
    }

    @Test
    void renewCompilesEverythingAndKeepsThat() throws IOException {
        var project = project("renewed");
        build(project, "local", "use");

        assertHitsAndMisses(build(project, "local", "renew"), 0, COMPILED);
        assertHitsAndMisses(build(project, "local", "use"), COMPILED, 0);
    }

    @Test
    void aDamagedCacheIsLeftOut() throws IOException {
        var project = project("damaged");
        build(project, "local", "use");
        try (var caches = Files.list(cluster.kept().resolve("caches"))) {
            for (var cache : caches.toList()) {
                Files.writeString(cache, "not an archive");
            }
        }

        assertHitsAndMisses(build(project, "local", "use"), 0, COMPILED);
        assertHitsAndMisses(build(project, "local", "use"), COMPILED, 0);
    }

    @Test
    void anotherPolicyIsRefused() throws IOException {
        var answer = BuildClient.planned(request(project("refused"), "local", "sometimes"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo("cache");
    }

    private Path project(String name) throws IOException {
        return SampleProject.write(cluster.sources().resolve("cached-" + name), 4, 3);
    }

    private static JsonPath build(Path project, String mode, String cache) {
        return build(BuildClient.as(), project, mode, cache);
    }

    private static JsonPath build(RequestSpecification caller, Path project, String mode, String cache) {
        return BuildClient.run(caller, request(project, mode, cache)).ended("SUCCEEDED");
    }

    private static String request(Path project, String mode, String cache) {
        return """
                {"source": "%s", "mode": "%s", "cache": "%s"}
                """.formatted(project, mode, cache);
    }

    private static void assertHitsAndMisses(JsonPath build, int hits, int misses) {
        assertThat(build.getInt("cacheHits")).as("hits").isEqualTo(hits);
        assertThat(build.getInt("cacheMisses")).as("misses").isEqualTo(misses);
    }
}
