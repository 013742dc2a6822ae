package org.vmc.gateway.sessions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;

@GatewayTest
class SessionsOverHttpTest {
    private static final String SESSION = "/api/v1/session";
    private static final String COOKIE = "vmc_session";
    private static final String HEADER = "X-Vmc-Console";

    @BeforeEach
    void servicesAnswer() {
        Surroundings.vm().answersJson(200, "{}");
    }

    @Test
    void tokenIsExchangedForACookieThatNoScriptReads() {
        var answer = logIn(Surroundings.ENGINEER);
        assertThat(answer.header("Set-Cookie"))
                .startsWith(COOKIE + "=")
                .contains("HTTPOnly", "SameSite=Strict", "Path=/api/v1")
                .doesNotContain("Max-Age", "Expires", Surroundings.ENGINEER);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        answer.then().body("loggedIn", equalTo(true)).body("user", equalTo("ana"));
        var cookie = answer.cookie(COOKIE);
        given().cookie(COOKIE, cookie).get(SESSION).then().body("user", equalTo("ana"));
        given().cookie(COOKIE, cookie).get("/api/v1/whoami").then().body("role", equalTo("engineer"));
        given().cookie(COOKIE, cookie).get("/api/v1/vms").then().statusCode(200);
        assertThat(Surroundings.vm().last().headers()).doesNotContainKey("Cookie");
    }

    @Test
    void whatIsNoValidTokenIsRefusedInWords() {
        refused("never-issued", "not known here");
        refused(Surroundings.EXPIRED, "expired at");
        ours().body(Map.of("token", " "))
                .post(SESSION)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("token"));
    }

    @Test
    void noSessionIsNoError() {
        given().get(SESSION).then().statusCode(200).body("loggedIn", equalTo(false));
        given().cookie(COOKIE, "made-up").get(SESSION).then().body("loggedIn", equalTo(false));
        given().cookie(COOKIE, "made-up").get("/api/v1/vms").then().statusCode(401);
    }

    @Test
    void otherPagesCannotUseIt() {
        var cookie = logIn(Surroundings.ENGINEER).cookie(COOKIE);
        given().cookie(COOKIE, cookie).post("/api/v1/vms").then().statusCode(401);
        given().cookie(COOKIE, cookie)
                .header(HEADER, "1")
                .header("Origin", "http://localhost:1")
                .post("/api/v1/vms")
                .then()
                .statusCode(401);
        // A page of another port of this machine is the same site to the cookie, but another origin.
        given().cookie(COOKIE, cookie)
                .header("Sec-Fetch-Site", "same-site")
                .get("/api/v1/vms")
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .body(Map.of("token", Surroundings.VIEWER))
                .post(SESSION)
                .then()
                .statusCode(403);
        assertThat(Surroundings.vm().seen()).isEmpty();
        given().cookie(COOKIE, cookie)
                .header(HEADER, "1")
                .header("Sec-Fetch-Site", "same-origin")
                .post("/api/v1/vms")
                .then()
                .statusCode(200);
    }

    @Test
    void itEndsWithLogout() {
        var cookie = logIn(Surroundings.ENGINEER).cookie(COOKIE);
        given().cookie(COOKIE, cookie).delete(SESSION).then().statusCode(403);
        var answer = given().cookie(COOKIE, cookie).header(HEADER, "1").delete(SESSION);
        answer.then().statusCode(204);
        assertThat(answer.header("Set-Cookie")).contains(COOKIE + "=;", "Max-Age=0");
        given().cookie(COOKIE, cookie).get("/api/v1/whoami").then().statusCode(401);
    }

    @Test
    void itEndsWithItsToken() throws IOException {
        var file = Surroundings.tokensFile();
        var lines = Files.readAllLines(file);
        Files.write(file, List.of(Surroundings.line("token-for-a-while", "tom viewer -")), StandardOpenOption.APPEND);
        try {
            await().until(() -> ours().body(Map.of("token", "token-for-a-while"))
                            .post(SESSION)
                            .statusCode()
                    == 200);
            var cookie = logIn("token-for-a-while").cookie(COOKIE);
            given().cookie(COOKIE, cookie).get("/api/v1/whoami").then().body("user", equalTo("tom"));
            Files.write(file, lines);
            await().until(() ->
                    given().cookie(COOKIE, cookie).get("/api/v1/whoami").statusCode() == 401);
        } finally {
            Files.write(file, lines);
        }
    }

    @Test
    void aTokenInTheRequestGoesBeforeIt() {
        var cookie = logIn(Surroundings.ENGINEER).cookie(COOKIE);
        given().cookie(COOKIE, cookie)
                .auth()
                .oauth2(Surroundings.VIEWER)
                .get("/api/v1/whoami")
                .then()
                .body("user", equalTo("vera"));
        given().cookie(COOKIE, cookie)
                .auth()
                .oauth2("never-issued")
                .get("/api/v1/whoami")
                .then()
                .statusCode(401);
    }

    @Test
    void hashesAloneAreKept() throws IOException {
        var cookie = logIn(Surroundings.ENGINEER).cookie(COOKIE);
        var file = Surroundings.sessionsFile();
        assertThat(Files.readString(file)).isNotEmpty().doesNotContain(cookie).doesNotContain(Surroundings.ENGINEER);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theConsoleIsServedUnderAStrictPolicy() {
        given().redirects().follow(false).get("/").then().statusCode(302).header("Location", "/console/");
        given().redirects().follow(false).get("/console").then().statusCode(302).header("Location", "/console/");
        var page = given().get("/console/");
        page.then().statusCode(200).contentType(containsString("text/html")).header("Cache-Control", "no-cache");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    private static Response logIn(String token) {
        var answer = ours().body(Map.of("token", token)).post(SESSION);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private static void refused(String token, String why) {
        var answer = ours().body(Map.of("token", token)).post(SESSION);
        answer.then().statusCode(401).contentType("application/problem+json").body("detail", containsString(why));
        assertThat(answer.cookies()).isEmpty();
    }

    private static RequestSpecification ours() {
        return given().contentType("application/json").header(HEADER, "1");
    }
}
