package org.vmc.vm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;

/** The routes come from the OpenAPI document of the service, so a new one cannot be forgotten. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class EveryRouteNeedsATokenTest {

    private static final String ID = "0197c5b4-0000-7000-8000-000000000001";

    @Inject
    Inventory inventory;

    private record Route(Method method, String path) {

        Response asked() {
            return given().request(method, concrete());
        }

        Response askedBy(Role role) {
            return given().auth().oauth2(TestTokens.of("vera", role, "others")).request(method, concrete());
        }

        boolean listsOrReports() {
            return method == Method.GET && !path.contains("{");
        }

        private String concrete() {
            return path.replaceAll("\\{[^}]+}", ID);
        }
    }

    @TestFactory
    Stream<DynamicTest> refusesStrangers() {
        return routes().stream()
                .map(route -> DynamicTest.dynamicTest(route.method() + " " + route.path(), () -> {
                    route.asked()
                            .then()
                            .statusCode(401)
                            .header("WWW-Authenticate", startsWith("Bearer"))
                            .contentType("application/problem+json");
                    given().auth()
                            .oauth2("never-issued")
                            .request(route.method(), route.concrete())
                            .then()
                            .statusCode(401);
                }));
    }

    @TestFactory
    Stream<DynamicTest> servesViewersWhateverIsListedOrReported() {
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
        return routes().stream()
                .filter(Route::listsOrReports)
                .map(route -> DynamicTest.dynamicTest(
                        route.path(), () -> route.askedBy(Role.VIEWER).then().statusCode(200)));
    }

    @Test
    void enumeratesTheRoutes() {
        assertThat(routes())
                .contains(
                        new Route(Method.GET, "/api/v1/vms"),
                        new Route(Method.DELETE, "/api/v1/vms/{id}"),
                        new Route(Method.GET, "/api/v1/inventory/ansible"),
                        new Route(Method.GET, "/api/v1/inventory/prometheus"),
                        new Route(Method.GET, "/api/v1/inventory/csv"),
                        new Route(Method.GET, "/api/v1/storage-repositories"),
                        new Route(Method.GET, "/api/v1/reports/spof"),
                        new Route(Method.GET, "/api/v1/reports/utilisation"),
                        new Route(Method.GET, "/api/v1/reports/utilisation.svg"));
    }

    private static List<Route> routes() {
        Map<String, Map<String, ?>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        return paths.entrySet().stream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(key -> Stream.of(Method.values())
                                .anyMatch(method -> method.name().equalsIgnoreCase(key)))
                        .map(key -> new Route(Method.valueOf(key.toUpperCase(Locale.ROOT)), path.getKey())))
                .toList();
    }
}
