package org.vmc.gateway.proxy;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;
import org.vmc.gateway.testing.Upstream;

@GatewayTest
class ProxyTest {
    @TestHTTPResource("/")
    URI gateway;

    private static RequestSpecification ana() {
        return given().auth().oauth2(Surroundings.ENGINEER);
    }

    @BeforeEach
    void servicesAnswer() {
        Surroundings.all().forEach(service -> service.answersJson(200, "{}"));
    }

    @Test
    void eachPathReachesItsService() {
        Surroundings.vm().answersJson(200, "{\"from\":\"vm\"}");
        Surroundings.storage().answersJson(200, "{\"from\":\"storage\"}");
        Surroundings.build().answersJson(200, "{\"from\":\"build\"}");
        for (var path : new String[] {
            "vms",
            "vms/1/start",
            "hosts",
            "pools",
            "templates",
            "types",
            "autostart/lab",
            "schedules",
            "inventory/ansible",
            "reports/spof",
            "storage-repositories",
            "disks"
        }) {
            ana().get("/api/v1/" + path).then().statusCode(200).body("from", equalTo("vm"));
        }
        for (var path : new String[] {"storage/volumes", "storage/peers/h1"}) {
            ana().get("/api/v1/" + path).then().statusCode(200).body("from", equalTo("storage"));
        }
        for (var path :
                new String[] {"builds", "builds/1/log", "build-campaigns/1/runs.csv", "build-tunings", "sources"}) {
            ana().get("/api/v1/" + path).then().statusCode(200).body("from", equalTo("build"));
        }
    }

    @Test
    void whatAClientHasIsNotSentAgain() {
        Surroundings.vm().answersJson(200, "{\"items\":[1]}");
        String tag = ana().get("/api/v1/vms").then().statusCode(200).extract().header("ETag");
        assertThat(tag).startsWith("W/\"");
        for (String known : List.of(tag, tag.substring(2), "\"other\", " + tag, "*")) {
            ana().header("If-None-Match", known)
                    .get("/api/v1/vms")
                    .then()
                    .statusCode(304)
                    .header("ETag", tag)
                    .body(equalTo(""));
        }
        Surroundings.vm().answersJson(200, "{\"items\":[2]}");
        ana().header("If-None-Match", tag)
                .get("/api/v1/vms")
                .then()
                .statusCode(200)
                .header("Cache-Control", "private, no-cache")
                .body("items[0]", equalTo(2));
    }

    @Test
    void onlyWhatWasReadHasATag() {
        assertThat(ana().post("/api/v1/vms").header("ETag")).isNull();
        Surroundings.vm().answersJson(404, "{}");
        assertThat(ana().header("If-None-Match", "*")
                        .get("/api/v1/vms/1")
                        .then()
                        .statusCode(404)
                        .extract()
                        .header("ETag"))
                .isNull();
    }

    @Test
    void pathQueryAndBodyArriveUnchanged() {
        ana().contentType("application/json")
                .body("{\"name\":\"grün\"}".getBytes(UTF_8))
                .urlEncodingEnabled(false)
                .post("/api/v1/vms/a%20b?dryRun=true&x=%C3%BC");
        var seen = Surroundings.vm().last();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.uri().getRawPath()).isEqualTo("/api/v1/vms/a%20b");
        assertThat(seen.uri().getRawQuery()).isEqualTo("dryRun=true&x=%C3%BC");
        assertThat(new String(seen.body(), UTF_8)).isEqualTo("{\"name\":\"grün\"}");
    }

    @Test
    void noPathLeavesItsService() throws Exception {
        var answer =
                raw("GET /api/v1/vms/../storage/volumes HTTP/1.1", "Authorization: Bearer " + Surroundings.ENGINEER);
        assertThat(answer).contains("200");
        assertThat(Surroundings.vm().seen()).isEmpty();
        assertThat(Surroundings.storage().last().uri().getRawPath()).isEqualTo("/api/v1/storage/volumes");
    }

    @Test
    void serviceSeesAPassportInsteadOfTheToken() {
        ana().header("Cookie", "a=b")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("Idempotency-Key", "k-1")
                .header("X-Correlation-Id", "corr-7")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .get("/api/v1/vms");
        var headers = Surroundings.vm().last().headers();
        assertThat(headers.getFirst("Authorization")).startsWith("Bearer ey").doesNotContain(Surroundings.ENGINEER);
        assertThat(headers.getFirst("Idempotency-Key")).isEqualTo("k-1");
        assertThat(headers.getFirst("X-Correlation-Id")).isEqualTo("corr-7");
        assertThat(headers.getFirst("traceparent"))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(headers).doesNotContainKeys("Cookie", "X-forwarded-for");
        var claims = new String(
                Base64.getUrlDecoder().decode(headers.getFirst("Authorization").split("\\.")[1]), UTF_8);
        assertThat(claims)
                .contains("\"iss\":\"vmc-gateway\"", "\"aud\":\"vmc\"", "\"sub\":\"ana\"")
                .contains("\"groups\":[\"engineer\"]", "\"team\":\"compilers\"");
    }

    @Test
    void serviceIsToldThatAChatCausedIt() {
        ana().header("X-Vmc-Cause", "chat").get("/api/v1/vms");
        assertThat(Surroundings.vm().last().headers().getFirst("X-Vmc-Cause")).isEqualTo("chat");
    }

    @Test
    void aClientCannotPassForAnotherCause() {
        ana().header("X-Vmc-Cause", "worker-request").get("/api/v1/vms");
        assertThat(Surroundings.vm().last().headers()).doesNotContainKey("X-Vmc-Cause");
    }

    @Test
    void traceBeginsHereWhenTheClientHasNone() {
        ana().get("/api/v1/vms");
        assertThat(Surroundings.vm().last().headers().getFirst("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void refusalsOfServicesPassUnchanged() {
        var problem = "{\"type\":\"/problems/name-taken\",\"status\":409}";
        Surroundings.vm().answers((exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.getResponseHeaders().set("Set-Cookie", "inside=1");
            exchange.sendResponseHeaders(409, problem.length());
            exchange.getResponseBody().write(problem.getBytes(UTF_8));
        });
        var answer = ana().contentType("application/json").body("{}").post("/api/v1/vms");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.asString()).isEqualTo(problem);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.header("Retry-After")).isEqualTo("7");
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    @Test
    void locationHoldsAtTheGateway() {
        Surroundings.vm().answers((exchange, body) -> {
            var inside = "http://127.0.0.1:" + Surroundings.vm().port();
            exchange.getResponseHeaders().set("Location", inside + "/api/v1/operations/17");
            Upstream.json(exchange, 202, "{\"id\":\"17\"}");
        });
        ana().contentType("application/json")
                .body("{}")
                .post("/api/v1/vms")
                .then()
                .statusCode(202)
                .header("Location", "/api/v1/operations/17");
    }

    @Test
    void emptyAnswersAndHeadStayEmpty() {
        Surroundings.vm().answers((exchange, body) -> exchange.sendResponseHeaders(204, -1));
        ana().delete("/api/v1/vms/1").then().statusCode(204);
        Surroundings.vm().answers((exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, -1);
        });
        ana().head("/api/v1/vms").then().statusCode(200);
    }

    @Test
    void largeAnswersStreamThrough() {
        var bytes = new byte[8 << 20];
        new Random(7).nextBytes(bytes);
        Surroundings.build().answers((exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes);
        });
        assertThat(ana().get("/api/v1/builds/1/artifacts/lua").asByteArray()).isEqualTo(bytes);
    }

    @Test
    void chunkedBodiesStreamThrough() throws Exception {
        var body = "0123456789".repeat(10_000);
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(gateway.resolve("/api/v1/vms"))
                    .header("Authorization", "Bearer " + Surroundings.ENGINEER)
                    .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body)))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
        assertThat(new String(Surroundings.vm().last().body(), UTF_8)).isEqualTo(body);
    }

    @Test
    void answersArriveAsTheyAreWritten() throws Exception {
        var goOn = new CountDownLatch(1);
        Surroundings.build().answers((exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: first\n\n".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            awaited(goOn);
            exchange.getResponseBody().write("data: second\n\n".getBytes(UTF_8));
        });
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(gateway.resolve("/api/v1/builds/1/log/stream"))
                    .header("Authorization", "Bearer " + Surroundings.ENGINEER)
                    .build();
            try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
                var each = lines.iterator();
                assertThat(each.next()).isEqualTo("data: first");
                goOn.countDown();
                assertThat(each.next()).isEmpty();
                assertThat(each.next()).isEqualTo("data: second");
            }
        }
    }

    @Test
    void serviceThatIsDownIsNamed() {
        Surroundings.storage().goDown();
        try {
            ana().get("/api/v1/storage/volumes")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "2")
                    .body("type", equalTo("/problems/upstream-unreachable"))
                    .body("detail", containsString("storage-service"));
            ana().get("/api/v1/vms").then().statusCode(200);
        } finally {
            Surroundings.storage().comeBack();
        }
        ana().get("/api/v1/storage/volumes").then().statusCode(200);
    }

    @Test
    void silentServiceIsGivenUp() {
        var over = new CountDownLatch(1);
        Surroundings.vm().answers((exchange, body) -> awaited(over));
        ana().contentType("application/json")
                .body("{}")
                .post("/api/v1/vms")
                .then()
                .statusCode(503)
                .body("detail", containsString("Idempotency-Key"));
        over.countDown();
        assertThat(Surroundings.vm().seen()).hasSize(1);
    }

    @Test
    void clientThatLeavesEndsTheRequest() throws Exception {
        var broken = new CountDownLatch(1);
        Surroundings.build().answers((exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[1024]);
                    exchange.getResponseBody().flush();
                }
            } catch (IOException gone) {
                broken.countDown();
                throw gone;
            }
        });
        try (var socket = open("GET /api/v1/builds/1/log HTTP/1.1", "Authorization: Bearer " + Surroundings.ENGINEER)) {
            assertThat(socket.getInputStream().read()).isPositive();
        }
        await().atMost(10, TimeUnit.SECONDS).until(() -> broken.getCount() == 0);
    }

    @Test
    void bodyOverTheLimitIsRefused() {
        ana().contentType("application/json")
                .body("x".repeat(1_200_000))
                .post("/api/v1/vms")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
        assertThat(Surroundings.vm().seen()).isEmpty();
    }

    @Test
    void anArchiveMayBeLargerThanTheLimit() {
        ana().contentType("application/octet-stream")
                .body(new byte[3_000_000])
                .post("/api/v1/vms/import?name=a")
                .then()
                .statusCode(200);

        assertThat(Surroundings.vm().last().body()).hasSize(3_000_000);
    }

    @Test
    void unknownPathsReachNobody() {
        ana().get("/api/v1/vmsx")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/not-found"));
        assertThat(Surroundings.all())
                .allSatisfy(service -> assertThat(service.seen()).isEmpty());
    }

    private String raw(String requestLine, String header) throws IOException {
        try (var socket = open(requestLine, header)) {
            return new String(socket.getInputStream().readNBytes(12), UTF_8);
        }
    }

    private Socket open(String requestLine, String header) throws IOException {
        var socket = new Socket(gateway.getHost(), gateway.getPort());
        var request = requestLine + "\r\nHost: gateway\r\n" + header + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(UTF_8));
        return socket;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
