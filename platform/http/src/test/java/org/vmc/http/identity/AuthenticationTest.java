package org.vmc.http.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vmc.http.testing.TestTokens;

@QuarkusTest
class AuthenticationTest {
    static Stream<String> refusedTokens() {
        return Stream.of(
                TestTokens.expired(Role.ADMIN),
                TestTokens.forged(),
                TestTokens.unsigned(),
                TestTokens.ofOtherAudience(),
                "nonsense",
                "a.b.c");
    }

    @ParameterizedTest
    @MethodSource("refusedTokens")
    void refusesTokensThatAreNotTheGateways(String token) {
        given().auth()
                .oauth2(token)
                .get("/api/v1/probe/caller")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unauthenticated"));
    }

    @ParameterizedTest
    @MethodSource("refusedTokens")
    void refusesThemOnUnknownPathsToo(String token) {
        given().auth().oauth2(token).get("/api/v1/nothing").then().statusCode(401);
    }

    @Test
    void refusesAnonymousRequests() {
        for (var path : new String[] {"/api/v1/probe/caller", "/api/v1/nothing", "/api", "/api/"}) {
            given().get(path)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", startsWith("Bearer"))
                    .contentType("application/problem+json")
                    .body("type", equalTo("/problems/unauthenticated"))
                    .body("instance", equalTo(path));
        }
    }

    @Test
    void tellsTheCaller() {
        given().auth()
                .oauth2(TestTokens.of("ana", Role.OPERATOR, "compilers"))
                .get("/api/v1/probe/caller")
                .then()
                .statusCode(200)
                .body("user", equalTo("ana"))
                .body("role", equalTo("OPERATOR"))
                .body("team", equalTo("compilers"));
    }

    @Test
    void roleIncludesTheLesserOnes() {
        given().auth()
                .oauth2(TestTokens.of(Role.ADMIN))
                .get("/api/v1/probe/operator")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(TestTokens.of(Role.ENGINEER))
                .get("/api/v1/probe/operator")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/forbidden"))
                .body("detail", containsString("operator"));
    }

    @Test
    void ownerOrOperatorMayChange() {
        var ana = TestTokens.of("ana", Role.ENGINEER, "t");
        given().auth().oauth2(ana).get("/api/v1/probe/owned?owner=ana").then().statusCode(200);
        given().auth()
                .oauth2(ana)
                .get("/api/v1/probe/owned?owner=ben")
                .then()
                .statusCode(403)
                .body("detail", containsString("belongs to ben"));
        given().auth()
                .oauth2(TestTokens.of(Role.OPERATOR))
                .get("/api/v1/probe/owned?owner=ben")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(TestTokens.of("ben", Role.VIEWER, "t"))
                .get("/api/v1/probe/owned?owner=ben")
                .then()
                .statusCode(403);
    }
}
