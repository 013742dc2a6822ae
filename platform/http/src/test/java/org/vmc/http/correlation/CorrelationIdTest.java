package org.vmc.http.correlation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;

@QuarkusTest
class CorrelationIdTest {
    @Test
    void clientsIdIsKept() {
        var answer = given().auth()
                .oauth2(TestTokens.of(Role.VIEWER))
                .header("X-Correlation-Id", "build-42")
                .get("/api/v1/probe/correlation");
        assertThat(answer.asString()).isEqualTo("build-42");
        assertThat(answer.header("X-Correlation-Id")).isEqualTo("build-42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "a;b",
                "../x",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void unsafeIdIsReplaced(String id) {
        var answer = given().auth()
                .oauth2(TestTokens.of(Role.VIEWER))
                .header("X-Correlation-Id", id)
                .get("/api/v1/probe/correlation");
        assertThat(answer.asString()).isNotEqualTo(id).matches("[A-Za-z0-9-]{1,64}");
    }

    @Test
    void refusedRequestHasOneToo() {
        assertThat(given().get("/api/v1/probe/correlation").header("X-Correlation-Id"))
                .matches("[A-Za-z0-9-]{1,64}");
    }
}
