package org.vmc.vm.vms;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;

/** What tests over HTTP say again and again. */
final class VmApi {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private VmApi() {}

    /** An engineer of the team compilers. */
    static RequestSpecification ana() {
        return as("ana", Role.ENGINEER);
    }

    static RequestSpecification as(String user, Role role) {
        return given().auth().oauth2(TestTokens.of(user, role, "compilers"));
    }

    static Response post(String path, String body) {
        return ana().contentType(ContentType.JSON).body(body).post("/api/v1" + path);
    }

    static Response show(String id) {
        return ana().get("/api/v1/vms/" + id);
    }

    /** A running VM of ana's; its id. */
    static String created(String name) {
        return createdBy(ana(), name);
    }

    static String createdBy(RequestSpecification user, String name) {
        var accepted = user.contentType(ContentType.JSON)
                .body(Map.of("name", name, "type", "t1.micro", "template", "debian-12"))
                .post("/api/v1/vms");
        succeeds(accepted);
        return accepted.path("target.id");
    }

    static void succeeds(Response accepted) {
        var ended = awaitEnd(accepted.then().statusCode(202).extract().path("id"));
        ended.then().body("state", is("SUCCEEDED"));
    }

    static Response awaitEnd(String operation) {
        return await().atMost(PATIENCE).until(() -> ana().get("/api/v1/operations/" + operation), answer -> List.of(
                        "SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED")
                .contains(answer.<String>path("state")));
    }
}
