package org.vmc.vm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;

/**
 * Who may use which route, for every route of the service's own description: one that is added is tested without
 * anybody remembering to. Changes are asked for as dry runs on a VM of ana's.
 */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class RoutesByRoleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Inventory inventory;

    @TestHTTPResource("/")
    URI service;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private LabClient lab;
    private String vm;

    @BeforeEach
    void createVmOfAna() {
        lab = LabClient.connected();
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
        String operation = given().auth()
                .oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"))
                .contentType(ContentType.JSON)
                .body(Map.of("name", "routes-" + System.nanoTime(), "type", "t1.micro", "template", "debian-12"))
                .post("/api/v1/vms")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        vm = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> given().auth()
                                .oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"))
                                .get("/api/v1/operations/" + operation),
                        answer -> "SUCCEEDED".equals(answer.path("state")))
                .path("target.id");
    }

    @AfterEach
    void disconnect() {
        lab.close();
    }

    @Test
    void everyRouteIsOpenToItsRolesAndOwnersAlone() throws IOException {
        List<Route> routes = routes();

        assertThat(routes).hasSizeGreaterThan(20);
        for (Route route : routes) {
            assertThat(status(route, null)).as("%s without a token", route).isEqualTo(401);
            assertRefused(route, "vera", Role.VIEWER, route.isGuarded() || route.isForOperators());
            assertRefused(
                    route, "bob", Role.ENGINEER, route.isForOperators() || (route.isGuarded() && route.isAboutTheVm()));
            assertRefused(route, "ana", Role.ENGINEER, route.isForOperators());
            assertRefused(route, "olga", Role.OPERATOR, false);
            assertRefused(route, "root", Role.ADMIN, false);
        }
    }

    private void assertRefused(Route route, String user, Role role, boolean refused) {
        int status = status(route, TestTokens.of(user, role, "others"));
        assertThat(status)
                .as("%s for %s, %s", route, user, role)
                .isNotEqualTo(401)
                .isLessThan(500);
        assertThat(status == 403)
                .as("%s is refused to %s, %s: %d", route, user, role, status)
                .isEqualTo(refused);
    }

    /** Hundreds of requests: by the plain client, which costs a tenth of the one that reads well. */
    private int status(Route route, @Nullable String token) {
        var path = route.path().replace("{id}", vm).replaceAll("\\{[^}]+}", "none");
        var body = route.changes() && !route.method().equals("DELETE")
                ? BodyPublishers.ofString("{}")
                : BodyPublishers.noBody();
        var request = HttpRequest.newBuilder(service.resolve(path + (route.changes() ? "?dryRun=true" : "")))
                .header("Content-Type", "application/json")
                .method(route.method(), body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException failure) {
            throw new UncheckedIOException(route.toString(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private record Route(String method, String path) {

        boolean changes() {
            return !method.equals("GET");
        }

        /** What a VM has on its disks concerns nobody but its owner. */
        boolean isGuarded() {
            return changes() || path.endsWith("/export");
        }

        boolean isForOperators() {
            return path.endsWith("/claim")
                    || path.endsWith("/preflight")
                    || path.endsWith("/candidates")
                    || path.endsWith("/evacuate")
                    || path.endsWith("/enable")
                    || path.endsWith("/rebalance")
                    || path.contains("/warm-pool/")
                    || (changes() && (path.startsWith("/api/v1/autostart") || path.startsWith("/api/v1/schedules")));
        }

        boolean isAboutTheVm() {
            return path.startsWith("/api/v1/vms/{id}");
        }
    }

    /** Streams never end by themselves, and have a test of their own. */
    private static List<Route> routes() throws IOException {
        JsonNode paths = JSON.readTree(given().accept("application/json")
                        .get("/q/openapi?format=json")
                        .asByteArray())
                .path("paths");
        List<Route> routes = new ArrayList<>();
        paths.properties().stream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .filter(path -> !path.getKey().contains("/events"))
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (List.of("get", "post", "put", "patch", "delete").contains(method)) {
                        routes.add(new Route(method.toUpperCase(Locale.ROOT), path.getKey()));
                    }
                }));
        return routes;
    }
}
