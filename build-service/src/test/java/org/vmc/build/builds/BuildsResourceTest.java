package org.vmc.build.builds;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class BuildsResourceTest {
    @Inject
    Builds builds;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                | source",
                "{\"mode\":\"local\"}                                              | source",
                "{\"source\":\" \",\"mode\":\"local\"}                             | source",
                "{\"source\":\"nothing\",\"mode\":\"local\"}                       | source",
                "{\"source\":\"/etc\",\"mode\":\"local\"}                          | source",
                "{\"source\":\"lua-5.4\"}                                          | mode",
                "{\"source\":\"lua-5.4\",\"mode\":\"everywhere\"}                  | mode",
                "{\"source\":\"lua-5.4\",\"mode\":\"distributed\",\"workers\":0}   | workers",
                "{\"source\":\"lua-5.4\",\"mode\":\"distributed\",\"workers\":17}  | workers",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"workers\":3}         | workers",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"jobs\":0}            | jobs",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"verify\":\"no\"}     | verify",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"jobs\":257}          | jobs",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"tuning\":\"x\"}       | tuning",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"jobs\":2,\"tuning\":\"try\"} | tuning",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"recipe\":{\"build\":[]}} | recipe.build",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"recipe\":{\"build\":[null]}} | recipe.build[0]",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"recipe\":{\"build\":[[null]]}} | recipe.build[0]",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"recipe\":{\"configure\":[[\"x\",null]]}} | recipe.configure[0]",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"recipe\":{\"environment\":{\"A\":null}}} | recipe.environment.A",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"recipe\":{\"objects\":[null]}} | recipe.objects[0]",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"recipe\":{\"artifacts\":[null]}} | recipe.artifacts[0]",
                "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"recipe\":{\"directory\":\"../x\"}} | recipe.directory"
            })
    void wrongInputIsRefusedNamingTheFieldAndNothingIsMade(String body, String field) {
        var before = builds.count();

        post(Role.ENGINEER, body).statusCode(422).body("errors.field", hasItem(field));

        assertThat(builds.count()).isEqualTo(before);
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        post(Role.ENGINEER, "{\"mode\":\"x\",\"jobs\":0}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", hasItems("source", "mode", "jobs"));
    }

    @Test
    void anUnknownSourceIsAnsweredWithTheKnownOnes() {
        post(Role.ENGINEER, "{\"source\":\"lua-6\",\"mode\":\"local\"}")
                .statusCode(422)
                .body("errors[0].message", containsString("lua-5.4"));
    }

    @Test
    void bodiesThatCannotBeReadAreRefused() {
        post(Role.ENGINEER, "{\"source\":").statusCode(400);
        as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .post("/api/v1/builds")
                .then()
                .statusCode(422);
    }

    @Test
    void aViewerListsButDoesNotBuild() {
        post(Role.VIEWER, "{\"source\":\"lua-5.4\",\"mode\":\"local\"}").statusCode(403);
        as(Role.VIEWER).get("/api/v1/builds").then().statusCode(200);
        as(Role.VIEWER).get("/api/v1/sources").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/builds",
                "/api/v1/builds/1",
                "/api/v1/builds/1/log",
                "/api/v1/builds/1/load",
                "/api/v1/builds/1/load.svg",
                "/api/v1/builds/1/load.csv",
                "/api/v1/builds/1/artifacts",
                "/api/v1/builds/1/artifacts/x",
                "/api/v1/sources"
            })
    void withoutATokenNothingIsAnswered(String path) {
        given().get(path).then().statusCode(401);
    }

    @Test
    void aDryRunTellsTheStepsAndMakesNothing() {
        var before = builds.count();

        as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body("{\"source\":\"lua-5.4\",\"mode\":\"distributed\"}")
                .post("/api/v1/builds?dryRun=true")
                .then()
                .statusCode(200)
                .body("operations[0].kind", equalTo("RunBuild"))
                .body("operations[0].steps.name", hasItems("fetch-source", "request-workers", "run-build"));

        assertThat(builds.count()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/log", "/load", "/load.svg", "/load.csv", "/artifacts", "/artifacts/src/lua"})
    void whatIsNotThereIsNotFound(String below) {
        as(Role.VIEWER)
                .get("/api/v1/builds/" + UUID.randomUUID() + below)
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/not-found"));
        as(Role.VIEWER).get("/api/v1/builds/no-uuid" + below).then().statusCode(404);
    }

    @Test
    void listsRefuseFiltersTheyDoNotUnderstand() {
        as(Role.VIEWER).get("/api/v1/builds?mode=fast").then().statusCode(422).body("errors[0].field", equalTo("mode"));
        as(Role.VIEWER)
                .get("/api/v1/builds?limit=many")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("limit"));
        as(Role.VIEWER)
                .get("/api/v1/builds?cursor=bm9uZQ")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("cursor"));
    }

    @Test
    void theSourcesAreListedWithTheirPins() {
        as(Role.VIEWER)
                .get("/api/v1/sources")
                .then()
                .body("items.name", hasItems("lua-5.4", "redis"))
                .body("items[0].sha256", equalTo("164c7849653b80ae67bec4b7473b884bf5cc8d2dca05653475ec2ed27b9ebf61"));
    }

    private static ValidatableResponse post(Role role, String body) {
        return as(role).contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/builds")
                .then();
    }

    private static RequestSpecification as(Role role) {
        return given().auth().oauth2(TestTokens.of(role));
    }
}
