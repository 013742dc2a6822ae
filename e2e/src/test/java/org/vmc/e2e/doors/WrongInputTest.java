package org.vmc.e2e.doors;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vmc.e2e.stack.Reality;
import org.vmc.e2e.stack.Routes;
import org.vmc.e2e.stack.Routes.Route;
import org.vmc.e2e.stack.SmallStack;

/** Wrong input at the gateway is refused with a problem that names the field, and nothing is created. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Doors.class)
class WrongInputTest {
    private static final String VM = "/api/v1/vms";
    private static final String VOLUME = "/api/v1/storage/volumes";
    private static final String PEER = "/api/v1/storage/peers";
    private static final String BUILD = "/api/v1/builds";

    /** Its body is an archive, not JSON; what it is called and where it goes stands in the query. */
    private static final String UPLOAD = "/api/v1/vms/import";

    /** For the bot alone: an administrator is refused before the body is looked at. */
    private static final String FOR_THE_BOT = "/api/v1/chat-links/redeem";

    private SmallStack stack;
    private Reality reality;
    private int machinesBefore;

    @BeforeAll
    void knock(SmallStack doors) throws Exception {
        stack = doors;
        reality = new Reality(stack);
        machinesBefore = reality.machines().size();
    }

    @AfterAll
    void forget() throws Exception {
        reality.close();
    }

    @AfterEach
    void nothingWasCreated() throws Exception {
        assertThat(reality.machines()).hasSize(machinesBefore);
        assertThat((List<?>) admin().get("/api/v1/operations").path("items")).isEmpty();
    }

    /** A request and the field its refusal must name. */
    private record Case(String path, String body, String field) {}

    private static final List<Case> CASES = List.of(
            new Case(VM, vm("\"name\": \"\"", "t1.micro", "debian-12"), "name"),
            new Case(VM, vm("\"name\": \"Has Spaces\"", "t1.micro", "debian-12"), "name"),
            new Case(VM, vm("\"name\": \"$(reboot)\"", "t1.micro", "debian-12"), "name"),
            new Case(VM, "{\"type\": \"t1.micro\", \"template\": \"debian-12\"}", "name"),
            new Case(VM, vm("\"name\": \"x\"", "huge", "debian-12"), "type"),
            new Case(VM, vm("\"name\": \"x\"", "t1.micro", "windows-95"), "template"),
            new Case(VM, vm("\"name\": \"x\", \"count\": 0", "t1.micro", "debian-12"), "count"),
            new Case(VM, vm("\"name\": \"x\", \"count\": 100000", "t1.micro", "debian-12"), "count"),
            new Case(VM, vm("\"name\": \"x\", \"count\": \"two\"", "t1.micro", "debian-12"), "count"),
            new Case(VM, vm("\"name\": \"x\", \"lease\": \"soon\"", "t1.micro", "debian-12"), "lease"),
            new Case(VM, vm("\"name\": \"x\", \"pool\": \"atlantis\"", "t1.micro", "debian-12"), "pool"),
            new Case(VM, vm("\"name\": \"x\", \"colour\": \"red\"", "t1.micro", "debian-12"), "colour"),
            new Case(VOLUME, "{\"class\": \"shared-read\", \"size\": \"1G\"}", "name"),
            new Case(VOLUME, "{\"name\": \"v\", \"class\": \"golden\", \"size\": \"1G\"}", "class"),
            new Case(VOLUME, "{\"name\": \"v\", \"class\": \"shared-read\", \"size\": \"big\"}", "size"),
            new Case(VOLUME, "{\"name\": \"v\", \"class\": \"shared-read\", \"size\": \"-1G\"}", "size"),
            new Case(PEER, "{}", "host"),
            new Case(PEER, "{\"host\": \"h9; rm -rf /\"}", "host"),
            new Case(BUILD, "{\"mode\": \"local\"}", "source"),
            new Case(BUILD, "{\"source\": \"cobol-68\", \"mode\": \"local\"}", "source"),
            new Case(BUILD, "{\"source\": \"lua-5.4\", \"mode\": \"sideways\"}", "mode"),
            new Case(BUILD, "{\"source\": \"lua-5.4\", \"mode\": \"distributed\", \"workers\": 0}", "workers"),
            new Case(BUILD, "{\"source\": \"lua-5.4\", \"mode\": \"local\", \"jobs\": 100000}", "jobs"),
            new Case(BUILD, recipe("{\"build\": [null]}"), "recipe.build[0]"),
            new Case(BUILD, recipe("{\"build\": [[null]]}"), "recipe.build[0]"),
            new Case(BUILD, recipe("{\"objects\": [null]}"), "recipe.objects[0]"),
            new Case(BUILD, recipe("{\"directory\": \"../x\"}"), "recipe.directory"));

    @Test
    void aWrongFieldIsRefusedByItsName() {
        var softly = new SoftAssertions();
        for (Case wrong : CASES) {
            var answer = admin().body(wrong.body()).post(wrong.path());
            softly.assertThat(answer.statusCode()).as("%s", wrong).isEqualTo(422);
            softly.assertThat(answer.contentType()).as("%s", wrong).startsWith("application/problem+json");
            softly.assertThat(fields(answer))
                    .as("fields refused of %s: %s", wrong, answer.asString())
                    .contains(wrong.field());
        }
        softly.assertAll();
    }

    @Test
    void everyRouteRefusesABodyThatIsNotJson() throws IOException {
        var softly = new SoftAssertions();
        for (Route route : routesWithBody()) {
            var answer = admin().body("{\"name\": ").request(route.method(), route.path());
            softly.assertThat(answer.statusCode()).as("%s", route).isEqualTo(400);
            softly.assertThat(answer.contentType()).as("%s", route).startsWith("application/problem+json");
        }
        softly.assertAll();
    }

    @Test
    void everyRouteRefusesAnUnknownFieldByItsName() throws IOException {
        var softly = new SoftAssertions();
        for (Route route : routesWithBody()) {
            var answer = admin().body("{\"nonsense\": 1}").request(route.method(), route.path());
            softly.assertThat(answer.statusCode()).as("%s", route).isEqualTo(422);
            softly.assertThat(fields(answer))
                    .as("%s: %s", route, answer.asString())
                    .contains("nonsense");
        }
        softly.assertAll();
    }

    @Test
    void everyRouteRefusesAnotherMediaType() throws IOException {
        var softly = new SoftAssertions();
        for (Route route : routesWithBody()) {
            softly.assertThat(admin().contentType("text/plain")
                            .body("hello")
                            .request(route.method(), route.path())
                            .statusCode())
                    .as("%s", route)
                    .isEqualTo(415);
        }
        softly.assertAll();
    }

    @Test
    void aThingThatDoesNotExistIsNotFound() throws IOException {
        var softly = new SoftAssertions();
        var routes = Routes.declaredBy(stack.url("gateway") + "/api/v1/openapi").stream()
                .filter(route -> route.path().contains("00000000-0000-7000-8000-000000000000") && !route.takesBody())
                .toList();
        assertThat(routes).hasSizeGreaterThanOrEqualTo(4);
        for (Route route : routes) {
            var answer = admin().request(route.method(), route.path());
            softly.assertThat(answer.statusCode()).as("%s", route).isEqualTo(404);
            softly.assertThat(answer.contentType()).as("%s", route).startsWith("application/problem+json");
        }
        softly.assertAll();
    }

    private List<Route> routesWithBody() throws IOException {
        var routes = Routes.declaredBy(stack.url("gateway") + "/api/v1/openapi").stream()
                .filter(Route::takesBody)
                .filter(route -> !route.path().equals(UPLOAD))
                .filter(route -> !route.path().equals(FOR_THE_BOT))
                .toList();
        assertThat(routes).hasSizeGreaterThanOrEqualTo(4);
        return routes;
    }

    private static List<String> fields(Response answer) {
        List<String> fields = answer.path("errors.field");
        return fields == null ? List.of() : fields;
    }

    private RequestSpecification admin() {
        return given().baseUri(stack.url("gateway"))
                .auth()
                .oauth2(SmallStack.ADMIN_TOKEN)
                .contentType("application/json");
    }

    private static String recipe(String parts) {
        return "{\"source\": \"lua-5.4\", \"mode\": \"local\", \"recipe\": %s}".formatted(parts);
    }

    private static String vm(String fields, String type, String template) {
        return "{%s, \"type\": \"%s\", \"template\": \"%s\"}".formatted(fields, type, template);
    }
}
