package org.vmc.build.builds;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.testing.requests.ApiDescription;
import org.vmc.testing.requests.EveryRoute;
import org.vmc.testing.requests.HostileRequests;
import org.vmc.testing.requests.RoutesFile;

/** What is refused at every route, and that nothing a client sends is a failure of the server. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class EveryRouteRefusesTest {

    private static final String OPERATOR = TestTokens.of(Role.OPERATOR);

    @TestHTTPResource("/")
    URI service;

    private ApiDescription api;

    @BeforeEach
    void readDescription() {
        api = ApiDescription.of(given().get("/q/openapi?format=json").asString());
        assertThat(api.routes()).hasSizeGreaterThan(5);
    }

    @Test
    void strangersEverywhere() {
        assertThat(everyRoute()
                        .refusesStrangers(List.of(
                                TestTokens.expired(Role.ADMIN),
                                TestTokens.forged(),
                                TestTokens.unsigned(),
                                TestTokens.ofOtherAudience(),
                                "made.up.token")))
                .isEmpty();
    }

    @Test
    void changesByThoseWhoMayOnlyLook() {
        assertThat(everyRoute().refusesChangesOf(TestTokens.of(Role.VIEWER))).isEmpty();
    }

    @Test
    void bodiesNobodyCanRead() {
        assertThat(everyRoute().refusesBodies(OPERATOR)).isEmpty();
    }

    @Test
    void drawnRequestsAreNeverAFailureOfTheServer() {
        var report = new HostileRequests(service, api, () -> TestTokens.of(Role.ADMIN))
                .asDryRuns()
                .run();
        assertThat(report.faults()).as("answers: %s", report.statuses()).isEmpty();
        assertThat(report.statuses().keySet()).as("requests reach the routes").contains(200, 422);
    }

    /** Regenerate: mvn -pl build-service test -Dtest=EveryRouteRefusesTest -Dvmc.regenerate=true */
    @Test
    void theirListIsUpToDate() throws IOException {
        assertThat(RoutesFile.committed("build-service", api)).isEqualTo(RoutesFile.of(api));
    }

    private EveryRoute everyRoute() {
        return new EveryRoute(service, api, route -> true);
    }
}
