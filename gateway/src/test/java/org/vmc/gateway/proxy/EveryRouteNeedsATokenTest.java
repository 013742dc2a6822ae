package org.vmc.gateway.proxy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;

/**
 * The routes come from the proxy's table and from the gateway's own OpenAPI document, so a new one cannot be forgotten.
 */
@GatewayTest
class EveryRouteNeedsATokenTest {
    private static final String PUBLIC = "/api/v1/openapi";

    /** Where a browser comes with nothing; what it gets is tested with sessions. */
    private static final String LOGIN = "/api/v1/session";

    private static final String ID = "0197c5b4-0000-7000-8000-000000000001";

    private record Route(Method method, String path) {}

    @TestFactory
    Stream<DynamicTest> refusesStrangersEverywhere() {
        return routes().stream()
                .map(route -> DynamicTest.dynamicTest(route.method() + " " + route.path(), () -> {
                    refused(given(), route);
                    refused(given().auth().oauth2("never-issued"), route);
                    refused(given().auth().oauth2(Surroundings.EXPIRED), route);
                    refused(given().auth().oauth2(TestTokens.of(Role.ADMIN)), route);
                    refused(given().header("Authorization", "Basic YW5hOmFuYQ=="), route);
                    refused(given().header("Authorization", "Bearer "), route);
                }));
    }

    @Test
    void nothingOfARefusedRequestReachesAService() {
        Surroundings.all().forEach(service -> service.answersJson(200, "{}"));
        for (var route : routes()) {
            given().urlEncodingEnabled(false).request(route.method(), route.path());
        }
        assertThat(Surroundings.all())
                .allSatisfy(service -> assertThat(service.seen()).isEmpty());
    }

    @Test
    void enumeratesTheOwnRoutesToo() {
        assertThat(routes())
                .extracting(Route::path)
                .contains("/api/v1/whoami", "/api/v1/events", "/api/v1/operations", "/api/v1/vms");
    }

    private static void refused(RequestSpecification request, Route route) {
        request.urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .request(route.method(), route.path())
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .contentType("application/problem+json");
    }

    private static List<Route> routes() {
        var paths = new ArrayList<String>();
        ProxyRoute.TABLE.forEach(row -> {
            paths.add(row.path());
            paths.add(row.path() + "/" + ID);
        });
        given().get("/q/openapi?format=json").jsonPath().getMap("paths").keySet().stream()
                .map(Object::toString)
                .filter(path -> !path.equals(PUBLIC) && !path.equals(LOGIN))
                .map(path -> path.replaceAll("[{][^}]+[}]", ID))
                .forEach(paths::add);
        paths.addAll(List.of(
                "/api",
                "/api/v1",
                "/api/v1/nothing",
                "/api/v1/operations",
                "/api/v1/operations/" + ID,
                "/api/v1/operations/" + ID + "/cancel",
                "/api//v1/vms",
                "/api/v1/openapi/../vms"));
        var methods = List.of(Method.GET, Method.POST, Method.PUT, Method.DELETE, Method.PATCH);
        return paths.stream()
                .flatMap(path -> methods.stream().map(method -> new Route(method, path)))
                .toList();
    }

    @Test
    void healthAndDescriptionArePublic() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
        given().get(PUBLIC).then().statusCode(200).body("openapi", equalTo("3.1.0"));
    }
}
