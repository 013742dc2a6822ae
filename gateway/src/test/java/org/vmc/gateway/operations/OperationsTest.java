package org.vmc.gateway.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;
import org.vmc.gateway.testing.Upstream;
import org.vmc.http.page.Cursor;

@GatewayTest
class OperationsTest {
    private static final String PATH = "/api/v1/operations";
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    /** An operation as far as the gateway reads it. */
    private record Op(Instant createdAt, String id) {
        static Op at(String place) {
            var parts = place.split(" ", 2);
            return new Op(Instant.parse(parts[0]), parts[1]);
        }

        String place() {
            return createdAt + " " + id;
        }

        String json() {
            return "{\"id\":\"%s\",\"createdAt\":\"%s\",\"kind\":\"CreateVm\"}".formatted(id, createdAt);
        }
    }

    private final List<Op> ofVm = operations(0, 7);
    private final List<Op> ofStorage = operations(1, 4);
    private final List<Op> ofBuild = operations(2, 5);

    private static RequestSpecification ana() {
        return given().auth().oauth2(Surroundings.ENGINEER);
    }

    @BeforeEach
    void servicesList() {
        lists(Surroundings.vm(), ofVm);
        lists(Surroundings.storage(), ofStorage);
        lists(Surroundings.build(), ofBuild);
    }

    @Test
    void pagesMergeAllServicesNewestFirst() {
        var expected = new ArrayList<Op>();
        expected.addAll(ofVm);
        expected.addAll(ofStorage);
        expected.addAll(ofBuild);
        expected.sort(newestFirst());
        assertThat(walk(3)).isEqualTo(expected.stream().map(Op::id).toList());
        assertThat(walk(200)).hasSize(16);
    }

    @Test
    void serviceThatIsDownIsNamedAndTheRestAnswered() {
        Surroundings.vm().goDown();
        try {
            ana().get(PATH)
                    .then()
                    .statusCode(200)
                    .body("missing", equalTo(List.of("vm-service")))
                    .body("items.size()", equalTo(9));
        } finally {
            Surroundings.vm().comeBack();
        }
        ana().get(PATH).then().body("missing", nullValue()).body("items.size()", equalTo(16));
    }

    @Test
    void nobodyAnsweringIsAProblem() {
        Surroundings.all().forEach(service -> service.answersJson(500, "{}"));
        ana().get(PATH)
                .then()
                .statusCode(503)
                .body("detail", equalTo("vm-service, storage-service, build-service do not answer."));
    }

    @Test
    void filtersAreHandedOn() {
        ana().queryParam("state", "RUNNING")
                .queryParam("kind", "Create Vm")
                .queryParam("x", "y")
                .get(PATH);
        assertThat(Surroundings.build().last().uri().getRawQuery())
                .contains("state=RUNNING", "kind=Create+Vm", "limit=50")
                .doesNotContain("x=y");
    }

    @Test
    void refusalOfInputIsPassedOn() {
        Surroundings.all().forEach(service -> service.answersJson(422, "{\"type\":\"/problems/invalid\"}"));
        ana().get(PATH + "?state=BORED").then().statusCode(422).body("type", equalTo("/problems/invalid"));
        ana().get(PATH + "?limit=0").then().statusCode(422).body("errors[0].field", equalTo("limit"));
    }

    @Test
    void oneOperationIsFoundAtItsService() {
        var id = UUID.randomUUID();
        Surroundings.vm().answersJson(404, "{}");
        Surroundings.storage().answersJson(404, "{}");
        Surroundings.build().answersJson(200, "{\"id\":\"%s\",\"kind\":\"RunBuild\"}".formatted(id));
        ana().get(PATH + "/" + id).then().statusCode(200).body("kind", equalTo("RunBuild"));
    }

    @Test
    void cancelGoesToTheOwnerOnly() {
        var id = UUID.randomUUID();
        Surroundings.vm().answersJson(404, "{}");
        Surroundings.build().answersJson(404, "{}");
        Surroundings.storage()
                .answers((exchange, body) -> Upstream.json(
                        exchange,
                        exchange.getRequestMethod().equals("POST") ? 202 : 200,
                        "{\"id\":\"%s\"}".formatted(id)));
        ana().post(PATH + "/" + id + "/cancel")
                .then()
                .statusCode(202)
                .header("Location", containsString(PATH + "/" + id));
        assertThat(Surroundings.storage().last().uri().getPath()).isEqualTo(PATH + "/" + id + "/cancel");
        assertThat(Surroundings.vm().seen()).extracting(Upstream.Seen::method).containsOnly("GET");
    }

    @Test
    void whoeverLooksAgainAsksTheOwnerOnly() {
        var id = UUID.randomUUID();
        Surroundings.vm().answersJson(404, "{}");
        Surroundings.storage().answersJson(404, "{}");
        Surroundings.build().answersJson(200, "{\"id\":\"%s\"}".formatted(id));

        ana().get(PATH + "/" + id).then().statusCode(200);
        ana().get(PATH + "/" + id).then().statusCode(200).body("id", equalTo(id.toString()));

        assertThat(Surroundings.vm().seen()).hasSize(1);
        assertThat(Surroundings.storage().seen()).hasSize(1);
        assertThat(Surroundings.build().seen()).hasSize(2);
        Surroundings.build().answersJson(404, "{}");
        ana().get(PATH + "/" + id).then().statusCode(404);
    }

    @Test
    void unknownOperationIsNotFoundOnlyWhenAllServicesSaySo() {
        Surroundings.all().forEach(service -> service.answersJson(404, "{}"));
        var id = UUID.randomUUID();
        ana().get(PATH + "/" + id).then().statusCode(404).body("detail", containsString(id.toString()));
        Surroundings.build().answersJson(503, "{}");
        ana().get(PATH + "/" + id).then().statusCode(503).body("detail", containsString("build-service"));
        ana().get(PATH + "/not-an-id").then().statusCode(404);
    }

    private static List<String> walk(int limit) {
        var ids = new ArrayList<String>();
        for (var cursor = ""; cursor != null; ) {
            var page = ana().get(PATH + "?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.<String>getList("items.id"));
            cursor = page.getString("nextCursor");
        }
        return ids;
    }

    private static List<Op> operations(int offset, int count) {
        var operations = new ArrayList<Op>();
        for (var number = 0; number < count; number++) {
            // Some of different services are of the same moment.
            operations.add(new Op(
                    START.plusMillis(number * 10L + offset % 2),
                    UUID.randomUUID().toString()));
        }
        operations.sort(newestFirst());
        return operations;
    }

    private static Comparator<Op> newestFirst() {
        return Comparator.comparing(Op::createdAt).thenComparing(Op::id).reversed();
    }

    /** Pages as the operations of a service do: newest first, the cursor is the place of the last one. */
    private static void lists(Upstream service, List<Op> operations) {
        service.answers((exchange, body) -> {
            var query = List.of(exchange.getRequestURI().getQuery().split("&")).stream()
                    .map(parameter -> parameter.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            Upstream.json(exchange, 200, page(operations, query));
        });
    }

    private static String page(List<Op> operations, Map<String, String> query) {
        var limit = Integer.parseInt(query.get("limit"));
        var after = query.containsKey("cursor") ? Op.at(Cursor.decode(query.get("cursor"))) : null;
        var rest = operations.stream()
                .filter(operation -> after == null || newestFirst().compare(operation, after) > 0)
                .toList();
        var items = rest.stream().limit(limit).toList();
        var next = rest.size() > limit
                ? ",\"nextCursor\":\"%s\""
                        .formatted(Cursor.encode(items.getLast().place()))
                : "";
        return "{\"items\":[%s]%s}".formatted(items.stream().map(Op::json).collect(Collectors.joining(",")), next);
    }
}
