package org.vmc.gateway.proxy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;
import org.vmc.testing.requests.ApiDescription;
import org.vmc.testing.requests.HostileRequests;
import org.vmc.testing.requests.RoutesFile;

/** Nothing a client sends is a failure of the gateway, at its own routes and at those it hands on. */
@GatewayTest
class EveryRouteRefusesTest {
    private static final List<String> TOKENS = List.of(
            Surroundings.ADMIN, Surroundings.OPERATOR, Surroundings.ENGINEER, Surroundings.VIEWER, Surroundings.ADMIN);

    @TestHTTPResource("/")
    URI gateway;

    private ApiDescription own;

    @BeforeEach
    void readDescription() {
        Surroundings.all().forEach(service -> service.answersJson(200, "{\"items\":[]}"));
        own = ApiDescription.of(given().get("/q/openapi?format=json").asString());
    }

    @Test
    void drawnRequestsAreNeverAFailureOfTheGateway() {
        var report = new HostileRequests(gateway, own, inTurn())
                .at(route -> !route.path().endsWith("/session"))
                .run();
        assertThat(report.faults()).as("answers: %s", report.statuses()).isEmpty();
        assertThat(report.statuses()).containsKeys(200, 422);
    }

    @Test
    void drawnRequestsAreHandedOnOrRefused() throws IOException {
        var handedOn = RoutesFile.describedBy(List.of("vm-service", "storage-service", "build-service"));
        var report = new HostileRequests(gateway, handedOn, inTurn())
                .at(route -> !route.path().startsWith("/api/v1/operations"))
                .run();
        // The stand-in may close a connection just when a change is sent over it, which is not sent twice.
        assertThat(report.faults())
                .as("answers: %s", report.statuses())
                .allMatch(fault -> fault.contains("/problems/upstream-unreachable"));
        assertThat(report.statuses()).containsKeys(200);
    }

    /** Regenerate: mvn -pl gateway test -Dtest=EveryRouteRefusesTest -Dvmc.regenerate=true */
    @Test
    void theListOfItsOwnRoutesIsUpToDate() throws IOException {
        assertThat(RoutesFile.committed("gateway", own)).isEqualTo(RoutesFile.of(own));
    }

    /** Many users, since each is limited. */
    private static Supplier<String> inTurn() {
        var next = new AtomicInteger();
        return () -> TOKENS.get(next.getAndIncrement() % TOKENS.size());
    }
}
