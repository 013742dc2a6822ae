package org.vmc.build.campaigns;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.build.testing.SampleProject;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class CampaignsOverHttpTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String CAMPAIGNS = "/api/v1/build-campaigns";

    @Inject
    Campaigns campaigns;

    @BeforeEach
    void needCluster() {
        assumeTrue(
                LoopbackCluster.missing().isEmpty(),
                () -> "not installed here: apt-get install " + String.join(" ", LoopbackCluster.missing()));
    }

    @Test
    void aComparisonHasFiguresVerdictChartsAndExports() throws IOException {
        var id = run("""
                {"source": "%s", "runs": 2, "variants": [
                  {"mode": "local", "jobs": 1},
                  {"label": "wider", "mode": "local", "jobs": 2, "recipe": {"artifacts": ["demo"]}}]}
                """.formatted(SampleProject.write(sources("compared"), 1, 1)));

        var campaign = ended(id, "SUCCEEDED");

        assertThat(campaign.getInt("measuredRuns")).isEqualTo(4);
        assertThat(campaign.getInt("failedRuns")).isZero();
        assertThat(campaign.getString("sourceIdentity")).startsWith("sha256:");
        assertThat(campaign.getList("variants.label")).containsExactly("local -j1", "wider");
        assertThat(campaign.getInt("variants[0].summary.n")).isEqualTo(2);
        assertThat(campaign.getDouble("variants[0].summary.min"))
                .isPositive()
                .isLessThanOrEqualTo(campaign.getDouble("variants[0].summary.max"));
        assertThat(campaign.getDouble("variants[0].meanUserSeconds")).isPositive();
        assertThat(campaign.getList("variants[0].histogram.count", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(2);
        assertThat(campaign.getString("variants[0].verdict")).isNull();
        assertThat(campaign.getInt("variants[1].speedUp.rounds")).isEqualTo(2);
        assertThat(campaign.getString("results[0]"))
                .startsWith("wider against local -j1: not proved: run more (5 each)");
        for (var chart : new String[] {"histogram", "runs", "comparison"}) {
            viewer().get("%s/%s/%s.svg".formatted(CAMPAIGNS, id, chart))
                    .then()
                    .statusCode(200)
                    .contentType("image/svg+xml")
                    .header("Content-Security-Policy", "default-src 'none'")
                    .body(containsString("wider"));
        }
        viewer().get("%s/%s/sweep.svg".formatted(CAMPAIGNS, id)).then().statusCode(404);
        viewer().get("%s/%s/other.svg".formatted(CAMPAIGNS, id)).then().statusCode(404);
        var csv = viewer().get("%s/%s/runs.csv".formatted(CAMPAIGNS, id))
                .then()
                .statusCode(200)
                .extract();
        assertThat(csv.contentType()).startsWith("text/csv");
        assertThat(csv.asString().lines()).hasSize(5);
        var runs = viewer().get("%s/%s/runs".formatted(CAMPAIGNS, id))
                .then()
                .extract()
                .jsonPath();
        assertThat(runs.getList("items.variant")).startsWith("local -j1", "wider", "wider", "local -j1");
        viewer().get("/api/v1/builds/" + runs.getString("items[1].buildId") + "/artifacts")
                .then()
                .statusCode(200)
                .body("items", empty());
        viewer().get(CAMPAIGNS)
                .then()
                .statusCode(200)
                .body("items.find { it.id == '%s' }.measuredRuns".formatted(id), equalTo(4));
    }

    @Test
    void aTuningIsRememberedByLaterBuildsThatSayNoJobs() throws IOException {
        var project = SampleProject.write(sources("tuned"), 1, 1);

        var campaign = ended(run("""
                {"source": "%s", "kind": "tune", "variants": [{"mode": "local"}]}
                """.formatted(project)), "SUCCEEDED");

        var jobs = campaign.getInt("foundJobs");
        assertThat(campaign.getInt("measuredRuns")).isBetween(1, 6);
        assertThat(campaign.getString("results[0]")).startsWith("-j" + jobs + " was the fastest");
        var later = build("{\"source\": \"%s\", \"mode\": \"local\"}".formatted(project));
        assertThat(later.getInt("jobs")).isEqualTo(jobs);
        assertThat(later.getString("jobsFrom")).isEqualTo("REMEMBERED");
        var planned = build("{\"source\": \"%s\", \"mode\": \"local\", \"tuning\": \"off\"}".formatted(project));
        assertThat(planned.getInt("jobs")).isEqualTo(4);
        assertThat(planned.getString("jobsFrom")).isEqualTo("PLANNED");
        viewer().get("/api/v1/build-tunings")
                .then()
                .statusCode(200)
                .body("items.find { it.source == '%s' }.jobs".formatted(project), equalTo(jobs));
    }

    @Test
    void aSweepNamesItsOptimumAndIsDrawn() throws IOException {
        var id = run("""
                {"source": "%s", "kind": "sweep", "jobs": "1,3", "runs": 1, "variants": [{"mode": "local"}]}
                """.formatted(SampleProject.write(sources("swept-well"), 1, 1)));

        var campaign = ended(id, "SUCCEEDED");

        assertThat(campaign.getList("sweep.points.jobs")).containsExactly(1, 3);
        assertThat(campaign.getInt("sweep.optimum")).isIn(1, 3);
        assertThat(campaign.getString("results[0]")).startsWith("optimum: -j");
        viewer().get("%s/%s/sweep.svg".formatted(CAMPAIGNS, id))
                .then()
                .statusCode(200)
                .body(containsString("Optimum -j"));
    }

    @Test
    void aSweepEndsEarlyWhenItsBuildsFailAndSaysWhy() throws IOException {
        var project = SampleProject.write(sources("swept"), 1, 1);
        Files.writeString(project.resolve("main.c"), "int main(void) { return undeclared; }\n");

        var campaign = ended(run("""
                {"source": "%s", "kind": "sweep", "jobs": "1-4", "variants": [{"mode": "local"}]}
                """.formatted(project)), "FAILED");

        assertThat(campaign.getInt("failedRuns")).isEqualTo(3);
        assertThat(campaign.getInt("plannedRuns")).isEqualTo(12);
        assertThat(campaign.getString("reason")).contains("Too many builds fail", "exited with 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                                 | source",
                "{\"source\":\"lua-5.4\"}                                                           | variants",
                "{\"source\":\"lua-5.4\",\"kind\":\"race\"}                                         | kind",
                "{\"source\":\"nothing\",\"variants\":[{\"mode\":\"local\"}]}                       | source",
                "{\"source\":\"lua-5.4\",\"variants\":[null]}                                       | variants[0]",
                "{\"source\":\"lua-5.4\",\"variants\":[{\"mode\":\"x\"}]}                           | variants[0].mode",
                "{\"source\":\"lua-5.4\",\"variants\":[{\"mode\":\"local\"},{\"mode\":\"local\"}]}  | variants[1].label",
                "{\"source\":\"lua-5.4\",\"variants\":[{\"mode\":\"local\",\"label\":\"=1+1\"}]}    | variants[0].label",
                "{\"source\":\"lua-5.4\",\"variants\":[{\"mode\":\"local\",\"workers\":3}]}         | variants[0].workers",
                "{\"source\":\"lua-5.4\",\"runs\":501,\"variants\":[{\"mode\":\"local\"}]}          | runs",
                "{\"source\":\"lua-5.4\",\"jobs\":\"1-4\",\"variants\":[{\"mode\":\"local\"}]}      | jobs",
                "{\"source\":\"lua-5.4\",\"kind\":\"sweep\",\"variants\":[{\"mode\":\"local\"}]}    | jobs",
                "{\"source\":\"lua-5.4\",\"kind\":\"tune\",\"runs\":3,\"variants\":[{\"mode\":\"local\"}]} | runs",
                "{\"source\":\"lua-5.4\",\"kind\":\"tune\",\"variants\":[{\"mode\":\"local\",\"jobs\":3}]} | variants[0].jobs"
            })
    void wrongInputIsRefusedNamingTheFieldAndNothingIsMade(String body, String field) {
        var before = campaigns.count();

        post(Role.ENGINEER, "", body).statusCode(422).body("errors.field", hasItem(field));

        assertThat(campaigns.count()).isEqualTo(before);
    }

    @Test
    void aViewerStartsNoneAndADryRunMakesNone() throws IOException {
        var body = """
                {"source": "%s", "variants": [{"mode": "local"}]}
                """.formatted(SampleProject.write(sources("planned"), 1, 1));
        var before = campaigns.count();

        post(Role.VIEWER, "", body).statusCode(403);
        post(Role.ENGINEER, "?dryRun=true", body).statusCode(200);

        assertThat(campaigns.count()).isEqualTo(before);
        viewer().get(CAMPAIGNS + "/nothing").then().statusCode(404);
    }

    private static Path sources(String name) {
        return LoopbackCluster.running().sources().resolve(name);
    }

    private static RequestSpecification viewer() {
        return as(Role.VIEWER);
    }

    private static RequestSpecification as(Role role) {
        return given().auth().oauth2(TestTokens.of("ana", role, "compilers"));
    }

    private static ValidatableResponse post(Role role, String query, String body) {
        return as(role).contentType(ContentType.JSON)
                .body(body)
                .post(CAMPAIGNS + query)
                .then();
    }

    private static String run(String body) {
        return post(Role.ENGINEER, "", body)
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("target.id");
    }

    private static JsonPath ended(String id, String state) {
        var campaign = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> viewer().get(CAMPAIGNS + "/" + id).jsonPath(), found -> found.get("endedAt") != null);
        assertThat(campaign.getString("state")).as(campaign.prettify()).isEqualTo(state);
        return campaign;
    }

    private static JsonPath build(String body) {
        var id = as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/builds")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("target.id");
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> viewer().get("/api/v1/builds/" + id).jsonPath(), found -> found.get("outcome") != null);
    }
}
