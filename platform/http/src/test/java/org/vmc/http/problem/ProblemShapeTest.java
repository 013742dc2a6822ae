package org.vmc.http.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;

@QuarkusTest
class ProblemShapeTest {
    private static RequestSpecification engineer() {
        return given().auth().oauth2(TestTokens.of(Role.ENGINEER)).contentType("application/json");
    }

    private static ValidatableResponse isProblem(ValidatableResponse answer, ProblemType type) {
        return answer.statusCode(type.status())
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo(type.uri()))
                .body("title", equalTo(type.title()))
                .body("status", equalTo(type.status()))
                .body("instance", matchesPattern("/.*"))
                .body("correlationId", matchesPattern("[A-Za-z0-9-]+"));
    }

    @Test
    void refusalIsAnswered() {
        var id = UUID.randomUUID();
        isProblem(engineer().get("/api/v1/probe/things/" + id).then(), ProblemType.NOT_FOUND)
                .body("detail", equalTo("There is no thing " + id + "."))
                .body("instance", equalTo("/api/v1/probe/things/" + id));
    }

    @Test
    void retryAfterIsRoundedUp() {
        isProblem(engineer().get("/api/v1/probe/unreachable").then(), ProblemType.POOL_UNREACHABLE)
                .header("Retry-After", "2");
    }

    @Test
    void violatedFieldsAreNamedAsTheClientWroteThem() {
        isProblem(
                        engineer()
                                .body("{\"name\":\" \",\"count\":0,\"parts\":[{\"label\":\"a\"},{\"label\":\"\"}]}")
                                .post("/api/v1/probe/things")
                                .then(),
                        ProblemType.INVALID)
                .body("errors.field", equalTo(java.util.List.of("count", "name", "parts[1].label")))
                .body("errors.message", hasItem("must not be blank"));
    }

    @Test
    void controlCharactersInAQueryNameTheParameter() {
        isProblem(
                        engineer()
                                .queryParam("kind", "a\0b")
                                .get("/api/v1/probe/things/" + UUID.randomUUID())
                                .then(),
                        ProblemType.INVALID)
                .body("errors.field", hasItem("kind"));
    }

    @Test
    void anAcceptThatIsNoListOfMediaTypesIsRefused() {
        for (String path : List.of("any-media-type", "things")) {
            isProblem(
                    engineer()
                            .header("Accept", ",;")
                            .get("/api/v1/probe/" + path)
                            .then(),
                    ProblemType.NOT_ACCEPTABLE);
        }
    }

    @Test
    void aStrangerWithControlCharactersIsAskedForATokenFirst() {
        given().queryParam("kind", "a\0b")
                .get("/api/v1/probe/things/" + UUID.randomUUID())
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"a\",\"count\":1,\"colour\":\"red\"} | colour | is not known; known are count, host, name, parts, shape",
                "{\"name\":\"a\",\"count\":\"1\"}                | count  | must be a whole number",
                "{\"name\":\"a\",\"count\":1.5}                  | count  | must be a whole number",
                "{\"name\":\"a\",\"count\":null}                 | count  | must be a whole number",
                "{\"name\":{},\"count\":1}                       | name   | must be a text",
                "{\"name\":\"a\\u0000b\",\"count\":1}             | name   | must not contain NUL",
                "{\"name\":\"a\",\"count\":1,\"shape\":\"HUGE\"} | shape  | must be one of SMALL, LARGE",
                "{\"name\":\"a\",\"count\":1,\"host\":\"h1\"}    | host   | must be a valid UUID",
                "{\"name\":\"a\",\"count\":1,\"parts\":7}        | parts  | must be a list",
                "{\"name\":\"cursed\",\"count\":1}               | name   | must not be cursed",
                "[]                                              | body   | must be an object",
                "7                                               | body   | must be an object",
            })
    void inputOfTheWrongTypeNamesTheField(String body, String field, String message) {
        isProblem(engineer().body(body).post("/api/v1/probe/things").then(), ProblemType.INVALID)
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", equalTo(message));
    }

    @Test
    void missingBodyIsInvalid() {
        isProblem(engineer().post("/api/v1/probe/things").then(), ProblemType.INVALID)
                .body("errors[0].field", equalTo("body"));
        isProblem(engineer().body("null").post("/api/v1/probe/things").then(), ProblemType.INVALID)
                .body("errors[0].field", equalTo("body"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"a\",                           | line 1, column",
                "{\"name\":\"a\",\"count\":1} {}            | line 1, column",
                "{\"name\":\"a\",\"name\":\"b\",\"count\":1}| twice",
                "hello                                      | line 1, column",
            })
    void unreadableJsonNamesThePlace(String body, String detail) {
        isProblem(engineer().body(body).post("/api/v1/probe/things").then(), ProblemType.MALFORMED)
                .body("detail", containsString(detail));
    }

    @Test
    void queryParameterIsNamed() {
        isProblem(engineer().get("/api/v1/probe/things?at-least=-1").then(), ProblemType.INVALID)
                .body("errors[0].field", equalTo("at-least"));
        isProblem(engineer().get("/api/v1/probe/things?at-least=many").then(), ProblemType.INVALID)
                .body("errors[0].field", equalTo("at-least"));
    }

    @Test
    void unknownPathIsNotFound() {
        isProblem(engineer().get("/api/v1/nothing").then(), ProblemType.NOT_FOUND);
        isProblem(engineer().get("/nothing").then(), ProblemType.NOT_FOUND);
        isProblem(engineer().get("/api/v1/probe/things/not-a-uuid").then(), ProblemType.NOT_FOUND);
    }

    @Test
    void methodAndMediaTypesAreChecked() {
        isProblem(engineer().delete("/api/v1/probe/things").then(), ProblemType.METHOD_NOT_ALLOWED);
        isProblem(engineer().accept("image/png").get("/api/v1/probe/things").then(), ProblemType.NOT_ACCEPTABLE);
        isProblem(
                engineer()
                        .contentType("text/csv")
                        .body("a,b")
                        .post("/api/v1/probe/things")
                        .then(),
                ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void tooLargeABodyIsRefused() {
        var large = "x".repeat(1_100_000);
        isProblem(
                engineer()
                        .body("{\"name\":\"" + large + "\",\"count\":1}")
                        .post("/api/v1/probe/things")
                        .then(),
                ProblemType.TOO_LARGE);
    }

    @Test
    void defectTellsNoInternals() {
        isProblem(engineer().get("/api/v1/probe/defect").then(), ProblemType.INTERNAL)
                .body("detail", not(containsString("secret")))
                .header("X-Correlation-Id", matchesPattern("[A-Za-z0-9-]+"));
    }

    @Test
    void problemCarriesTheCorrelationIdOfTheAnswer() {
        var answer = engineer().header("X-Correlation-Id", "abc-123").get("/api/v1/probe/defect");
        assertThat(answer.header("X-Correlation-Id")).isEqualTo("abc-123");
        assertThat(answer.jsonPath().getString("correlationId")).isEqualTo("abc-123");
    }
}
