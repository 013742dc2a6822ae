package org.vmc.e2e.doors;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vmc.e2e.stack.Routes;
import org.vmc.e2e.stack.Routes.Route;
import org.vmc.e2e.stack.SmallStack;

/** Every route that the gateway or a service declares answers 401 to a request without a valid token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Doors.class)
class WithoutTokenTest {
    /** The description of the API itself is public, so that clients can be generated from it. */
    private static final String PUBLIC = "/api/v1/openapi";

    /** Where a browser logs in it comes with nothing yet. */
    private static final String LOGIN = "/api/v1/session";

    private SmallStack stack;

    @BeforeAll
    void knock(SmallStack doors) {
        stack = doors;
    }

    @Test
    void everyRouteOfTheGatewayAnswers401() throws IOException {
        var routes = Routes.declaredBy(stack.url("gateway") + PUBLIC);
        assertThat(routes)
                .extracting(Route::toString)
                .as("the merged document names routes of every service")
                .contains("POST /api/v1/vms", "POST /api/v1/storage/volumes", "POST /api/v1/builds");
        assertAllAnswer401("gateway", routes);
    }

    @Test
    void everyRouteOfEveryServiceAnswers401() throws IOException {
        for (String service : List.of("vm-service", "storage-service", "build-service")) {
            var routes = Routes.declaredBy(stack.url(service) + "/q/openapi?format=json");
            assertThat(routes).as(service).hasSizeGreaterThan(5);
            assertAllAnswer401(service, routes);
        }
    }

    private void assertAllAnswer401(String part, List<Route> routes) {
        var softly = new SoftAssertions();
        for (Route route : routes) {
            if (route.path().equals(PUBLIC) || route.path().equals(LOGIN)) {
                continue;
            }
            softly.assertThat(statusOf(route, given().baseUri(stack.url(part))))
                    .as("%s of %s without a token", route, part)
                    .isEqualTo(401);
            softly.assertThat(statusOf(
                            route, given().baseUri(stack.url(part)).auth().oauth2("made.up.token")))
                    .as("%s of %s with a made-up token", route, part)
                    .isEqualTo(401);
        }
        softly.assertAll();
    }

    private static int statusOf(Route route, RequestSpecification request) {
        return request.contentType("application/json")
                .request(route.method(), route.path())
                .statusCode();
    }
}
