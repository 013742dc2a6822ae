package org.vmc.build.builds;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Set;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;

/** Asks for builds as a client does. */
final class BuildClient {
    /** Long, because machines that run tests run much else. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED");

    private BuildClient() {}

    /** A build that was accepted. */
    record Accepted(String operationId, String buildId) {
        /** The operation as it stands. */
        JsonPath operation() {
            return get("/api/v1/operations/" + operationId);
        }

        /** The build as it stands. */
        JsonPath build() {
            return get("/api/v1/builds/" + buildId);
        }

        /** The build once its operation has ended in that state. */
        JsonPath ended(String state) {
            var operation = await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(this::operation, found -> ENDS.contains(found.getString("state")));
            if (!state.equals(operation.getString("state"))) {
                throw new AssertionError("The operation ended otherwise: " + operation.prettify() + log());
            }
            return build();
        }

        String log() {
            return as().get("/api/v1/builds/" + buildId + "/log")
                    .then()
                    .extract()
                    .asString();
        }

        void cancel() {
            as().post("/api/v1/operations/" + operationId + "/cancel").then().statusCode(202);
        }
    }

    /** The answer to a request that is only tried. */
    static Response planned(String json) {
        return as().contentType(ContentType.JSON).body(json).post("/api/v1/builds?dryRun=true");
    }

    static Accepted run(String json) {
        return run(as(), json);
    }

    /** Asks for a build as somebody else. */
    static Accepted run(RequestSpecification caller, String json) {
        var operation = caller.contentType(ContentType.JSON)
                .body(json)
                .post("/api/v1/builds")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
        return new Accepted(operation.getString("id"), operation.getString("target.id"));
    }

    static RequestSpecification as() {
        return given().auth().oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"));
    }

    private static JsonPath get(String path) {
        return as().get(path).then().statusCode(200).extract().jsonPath();
    }
}
