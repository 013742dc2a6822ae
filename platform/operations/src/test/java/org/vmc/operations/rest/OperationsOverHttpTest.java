package org.vmc.operations.rest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class OperationsOverHttpTest {
    private static final String ONE = "{\"count\": 1, \"waits\": false}";
    private static final String ONE_WAITING = "{\"count\": 1, \"waits\": true}";

    @Test
    void aChangeIsAcceptedWithItsOperationAndLocation() {
        var accepted = post(ONE).statusCode(202);
        String id = accepted.extract().path("id");

        accepted.header("Location", endsWith("/api/v1/operations/" + id))
                .body("kind", equalTo("FillShelf"))
                .body("actor", equalTo("ana"))
                .body("steps.name", contains("first", "wait", "second"));
        await().untilAsserted(() -> show(id).body("state", equalTo("SUCCEEDED"))
                .body("progress", equalTo(1.0f))
                .body("result.second", equalTo("on the shelf"))
                .body("finishedAt", notNullValue()));
    }

    @Test
    void aChangeOfSeveralThingsAnswersAllOperationsUnderOneCorrelation() {
        String correlation = post("{\"count\": 3, \"waits\": false}")
                .statusCode(202)
                .body("operations", hasSize(3))
                .extract()
                .path("correlationId");

        as("ana", Role.VIEWER)
                .get("/api/v1/operations?correlationId=" + correlation)
                .then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("nextCursor", nullValue());
    }

    @Test
    void aDryRunAnswersThePlanAndLeavesNothing() {
        as("dry", Role.ENGINEER)
                .body(ONE)
                .post("/api/v1/shelves?dryRun=true")
                .then()
                .statusCode(200)
                .body("operations[0].kind", equalTo("FillShelf"))
                .body("operations[0].steps.name", contains("first", "wait", "second"));

        as("dry", Role.VIEWER).get("/api/v1/operations").then().body("items.findAll { it.actor == 'dry' }", hasSize(0));
    }

    @Test
    void aRepeatedKeyAnswersTheSameOperationAndAnotherRequestIsRefused() {
        String key = UUID.randomUUID().toString();
        String first = postWithKey(key, ONE).statusCode(202).extract().path("id");

        postWithKey(key, ONE).statusCode(202).body("id", equalTo(first));
        postWithKey(key, "{\"count\": 2, \"waits\": false}")
                .statusCode(422)
                .body("type", equalTo("/problems/idempotency-key-reused"));
    }

    @Test
    void anUnreadableKeyOrDryRunIsRefusedByName() {
        postWithKey("not a key", ONE).statusCode(422).body("errors[0].field", equalTo("Idempotency-Key"));
        as("ana", Role.ENGINEER)
                .body(ONE)
                .post("/api/v1/shelves?dryRun=perhaps")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("dryRun"));
    }

    @Test
    void theListIsPagedNewestFirst() {
        post("{\"count\": 3, \"waits\": false}").statusCode(202);
        var page =
                as("ana", Role.VIEWER).get("/api/v1/operations?limit=2").then().body("items", hasSize(2));
        String cursor = page.extract().path("nextCursor");
        String lastOfFirst = page.extract().path("items[1].createdAt");

        String firstOfNext = as("ana", Role.VIEWER)
                .get("/api/v1/operations?limit=2&cursor=" + cursor)
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].createdAt");

        org.assertj.core.api.Assertions.assertThat(java.time.Instant.parse(firstOfNext))
                .isBeforeOrEqualTo(java.time.Instant.parse(lastOfFirst));
    }

    @Test
    void conditionsThatCannotBeReadAreRefusedByName() {
        for (String query : new String[] {"state=DONE", "target=x", "correlationId=x", "limit=0", "cursor=none"}) {
            as("ana", Role.VIEWER)
                    .get("/api/v1/operations?" + query)
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo(query.substring(0, query.indexOf('='))));
        }
    }

    @Test
    void theOwnerCancelsAndOthersMayNot() {
        String id = post(ONE_WAITING).statusCode(202).extract().path("id");

        as("bob", Role.ENGINEER).post(cancelOf(id)).then().statusCode(403);
        as("ana", Role.VIEWER).post(cancelOf(id)).then().statusCode(403);
        as("ana", Role.ENGINEER).post(cancelOf(id)).then().statusCode(202);

        await().untilAsserted(() -> show(id).body("state", equalTo("CANCELLED")));
        as("ana", Role.ENGINEER)
                .post(cancelOf(id))
                .then()
                .statusCode(409)
                .body("detail", startsWith("Operation " + id + " has ended"));
    }

    @Test
    void anUnknownOperationIsNotFound() {
        for (String id : new String[] {UUID.randomUUID().toString(), "no-uuid"}) {
            as("ana", Role.VIEWER).get("/api/v1/operations/" + id).then().statusCode(404);
            as("ana", Role.ENGINEER).post(cancelOf(id)).then().statusCode(404);
        }
    }

    @Test
    void withoutATokenEveryRouteAnswers401() {
        given().get("/api/v1/operations").then().statusCode(401);
        given().get("/api/v1/operations/" + UUID.randomUUID()).then().statusCode(401);
        given().post(cancelOf(UUID.randomUUID().toString())).then().statusCode(401);
    }

    private static ValidatableResponse post(String body) {
        return as("ana", Role.ENGINEER).body(body).post("/api/v1/shelves").then();
    }

    private static ValidatableResponse postWithKey(String key, String body) {
        return as("ana", Role.ENGINEER)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/shelves")
                .then();
    }

    private static ValidatableResponse show(String id) {
        return as("ana", Role.VIEWER).get("/api/v1/operations/" + id).then();
    }

    private static String cancelOf(String id) {
        return "/api/v1/operations/" + id + "/cancel";
    }

    private static RequestSpecification as(String user, Role role) {
        return given().auth().oauth2(TestTokens.of(user, role, "compilers")).contentType("application/json");
    }
}
