package org.vmc.gateway.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;

/** With the limits of this module's tests: 300 at once, 100 a second. */
@GatewayTest
class RateLimitTest {
    private static final int MANY = 900;

    @TestHTTPResource("/api/v1/whoami")
    URI whoami;

    @Test
    void whoAsksForTooMuchIsToldToWaitAndNobodyElse() {
        var request = HttpRequest.newBuilder(whoami)
                .header("Authorization", "Bearer " + Surroundings.HASTY)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answers = IntStream.range(0, MANY)
                    .mapToObj(number -> client.sendAsync(request, BodyHandlers.ofString()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(answers).extracting(HttpResponse::statusCode).contains(200, 429);
            var refused = answers.stream()
                    .filter(answer -> answer.statusCode() == 429)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.body()).contains("/problems/rate-limited").contains("100 requests a second");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.headers().firstValue("RateLimit")).contains("\"requests\";r=0;t=1");
            assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"requests\";q=300;w=3");
        }
        given().auth().oauth2(Surroundings.VIEWER).get(whoami).then().statusCode(200);
        await().until(() ->
                given().auth().oauth2(Surroundings.HASTY).get(whoami).statusCode() == 200);
    }

    @Test
    void whoIsNobodyIsNotCounted() {
        assertThat(given().get(whoami).header("RateLimit")).isNull();
        assertThat(given().get("/console/").header("RateLimit")).isNull();
    }
}
