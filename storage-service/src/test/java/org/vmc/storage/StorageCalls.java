package org.vmc.storage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;

/** Requests to the service as its users send them. */
public final class StorageCalls {

    public static final String VOLUMES = "/api/v1/storage/volumes";

    private static final List<String> ENDS = List.of("SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED");

    private StorageCalls() {}

    public static RequestSpecification as(Role role) {
        return given().auth().oauth2(TestTokens.of(role));
    }

    public static String newName() {
        return "v-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Posts a document below a volume's address. */
    public static ValidatableResponse post(Role role, String path, String body) {
        return as(role).contentType(ContentType.JSON)
                .body(body)
                .post(VOLUMES + path)
                .then();
    }

    /** Makes a volume and answers its id. */
    public static String create(String name, String storageClass, String size, String more) {
        var body =
                "{\"name\": \"%s\", \"class\": \"%s\", \"size\": \"%s\"%s}".formatted(name, storageClass, size, more);
        return succeeds(post(Role.ENGINEER, "", body)).extract().path("target.id");
    }

    public static ValidatableResponse succeeds(ValidatableResponse accepted) {
        var ended = ends(accepted, Duration.ofMinutes(5));
        assertThat(ended.extract().<String>path("state"))
                .as(ended.extract().asString())
                .isEqualTo("SUCCEEDED");
        return ended;
    }

    /** The operation when it has ended, however that was. */
    public static ValidatableResponse ends(ValidatableResponse accepted, Duration patience) {
        var id = accepted.statusCode(202).extract().<String>path("id");
        await().atMost(patience).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            var seen = operation(id).extract();
            assertThat(ENDS).as(seen.asString()).contains(seen.<String>path("state"));
        });
        return operation(id);
    }

    public static ValidatableResponse operation(String id) {
        return as(Role.VIEWER).get("/api/v1/operations/" + id).then();
    }

    public static ValidatableResponse show(String id) {
        return as(Role.VIEWER).get(VOLUMES + "/" + id).then().statusCode(200);
    }
}
