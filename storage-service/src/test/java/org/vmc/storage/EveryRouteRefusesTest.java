package org.vmc.storage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.vmc.storage.StorageCalls.VOLUMES;
import static org.vmc.storage.StorageCalls.create;
import static org.vmc.storage.StorageCalls.newName;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
class EveryRouteRefusesTest {

    private static final String OPERATOR = TestTokens.of(Role.OPERATOR);

    @Inject
    FakeGluster gluster;

    @Inject
    DataSource dataSource;

    @TestHTTPResource("/")
    URI service;

    private ApiDescription api;

    @BeforeEach
    void begin() throws SQLException {
        gluster.reset();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from volume");
            statement.execute("delete from peer");
        }
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
    void changesOfAVolumeByThoseWhoseItIsNot() {
        String volume = create(newName(), "iso", "100M", "");

        assertThat(everyRoute()
                        .refusesChangesOfOthersThings(
                                TestTokens.of("stranger", Role.ENGINEER, "others"), VOLUMES + "/{id}", volume))
                .isEmpty();
    }

    @Test
    void bodiesNobodyCanRead() {
        assertThat(everyRoute().refusesBodies(OPERATOR)).isEmpty();
    }

    @Test
    void drawnRequestsAreNeverAFailureOfTheServer() {
        var report = new HostileRequests(service, api, () -> TestTokens.of(Role.ADMIN)).run();
        assertThat(report.faults()).as("answers: %s", report.statuses()).isEmpty();
        assertThat(report.statuses().keySet()).as("requests reach the routes").contains(200, 422);
    }

    /** Regenerate: mvn -pl storage-service test -Dtest=EveryRouteRefusesTest -Dvmc.regenerate=true */
    @Test
    void theirListIsUpToDate() throws IOException {
        assertThat(RoutesFile.committed("storage-service", api)).isEqualTo(RoutesFile.of(api));
    }

    private EveryRoute everyRoute() {
        return new EveryRoute(service, api, route -> true);
    }
}
