package org.vmc.gateway.chatlinks;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.vmc.gateway.testing.Surroundings.ADMIN;
import static org.vmc.gateway.testing.Surroundings.BOT;
import static org.vmc.gateway.testing.Surroundings.ENGINEER;
import static org.vmc.gateway.testing.Surroundings.OPERATOR;
import static org.vmc.gateway.testing.Surroundings.VIEWER;
import static org.vmc.gateway.testing.Surroundings.line;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.contracts.Topics;
import org.vmc.contracts.audit.ActionAccepted;
import org.vmc.contracts.audit.ActionRefused;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;

/** Users of chats become users here by a code, and have that user's rights and no others. */
@GatewayTest
class ChatLinksTest {
    private static final String PATH = "/api/v1/chat-links";

    private final String chatUser = "discord:" + UUID.randomUUID();

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private Jdbi jdbi;

    @BeforeEach
    void nothingIsKnown() {
        jdbi = Jdbi.create(dataSource);
        jdbi.useHandle(handle -> handle.execute("truncate chat_link, chat_link_code, chat_link_attempt"));
        Surroundings.vm().answersJson(200, "{}");
    }

    @Test
    void aCodeMakesTheUserOfAChatTheUserWhoMadeIt() {
        chat().get("/api/v1/whoami").then().statusCode(403);

        redeem(code(ENGINEER)).statusCode(201).body("user", equalTo("ana")).body("chatUser", equalTo(chatUser));

        chat().get("/api/v1/whoami")
                .then()
                .body("user", equalTo("ana"))
                .body("role", equalTo("engineer"))
                .body("team", equalTo("compilers"));
        chat().get("/api/v1/vms").then().statusCode(200);
        assertThat(Surroundings.vm().seen()).hasSize(1);
        await().untilAsserted(() -> assertThat(audit())
                .anySatisfy(fact -> assertThat(fact).isInstanceOfSatisfying(ActionAccepted.class, accepted -> {
                    assertThat(accepted.action()).isEqualTo("LinkChatUser");
                    assertThat(accepted.actor()).isEqualTo("ana");
                    assertThat(accepted.targetName()).isEqualTo(chatUser);
                })));
    }

    @Test
    void aStrangerOfAChatReachesNothing() {
        for (var path : List.of("/api/v1/whoami", "/api/v1/vms", "/api/v1/operations", "/api/v1/events", PATH)) {
            chat().get(path).then().statusCode(403);
            given().auth().oauth2(BOT).get(path).then().statusCode(403);
        }
        given().auth()
                .oauth2(BOT)
                .body("{\"code\": \"x\"}")
                .contentType("application/json")
                .post(PATH + "/redeem")
                .then()
                .statusCode(403);
        assertThat(Surroundings.vm().seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {VIEWER, ENGINEER, OPERATOR, ADMIN, "never-issued"})
    void nobodyButTheBotSpeaksForUsersOfChats(String token) {
        redeem(code(ADMIN)).statusCode(201);
        given().auth()
                .oauth2(token)
                .header("VMC-Chat-User", chatUser)
                .get("/api/v1/whoami")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "discord", "discord:", ":1", "Discord:1", "discord:a b", "discord:1;2", "discord:\u00e9"})
    void aUserOfAChatThatIsNoneIsRefused(String wrong) {
        given().auth()
                .oauth2(BOT)
                .header("VMC-Chat-User", wrong)
                .get("/api/v1/whoami")
                .then()
                .statusCode(401);
    }

    @Test
    void aCodeIsGoodOnceHoweverManyTryAtOnce() throws Exception {
        var code = code(ENGINEER);
        var tries = new ArrayList<Callable<Integer>>();
        for (var number = 0; number < 8; number++) {
            var other = "discord:" + UUID.randomUUID();
            tries.add(() -> redeem(other, code).extract().statusCode());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var done : threads.invokeAll(tries)) {
                statuses.add(done.get());
            }
            assertThat(statuses)
                    .containsOnlyOnce(201)
                    .filteredOn(status -> status != 201)
                    .containsOnly(422);
        }
    }

    @Test
    void aCodeIsKeptAsItsHashAndMakesTheEarlierOneWorthless() {
        var first = code(ENGINEER);
        var second = code(ENGINEER);

        List<String> rows = jdbi.withHandle(handle -> handle.createQuery("select t::text from chat_link_code t")
                .mapTo(String.class)
                .list());
        assertThat(rows).singleElement().asString().doesNotContain(second, second.replace("-", ""));
        redeem(first).statusCode(422).body("errors[0].field", equalTo("code"));
        redeem(" " + second.toLowerCase(Locale.ROOT).replace("-", "") + " ").statusCode(201);
    }

    @Test
    void aCodeThatIsTooOldIsRefused() {
        var code = code(ENGINEER);
        jdbi.useHandle(handle -> handle.execute("update chat_link_code set expires_at = now()"));
        redeem(code).statusCode(422).body("detail", containsString("too old"));
    }

    @Test
    void triesAreLimitedAndRefusedOnesAreTold() {
        for (var number = 0; number < 5; number++) {
            redeem("AAAAA-AAAA" + number).statusCode(422);
        }
        redeem(code(ENGINEER)).statusCode(429).header("Retry-After", not(equalTo("0")));
        chat().get("/api/v1/whoami").then().statusCode(403);
        await().untilAsserted(() -> assertThat(audit())
                .anySatisfy(fact -> assertThat(fact).isInstanceOfSatisfying(ActionRefused.class, refused -> {
                    assertThat(refused.actor()).isEqualTo(chatUser);
                    assertThat(refused.status()).isEqualTo(429);
                })));
        jdbi.useHandle(handle -> handle.execute("update chat_link_attempt set tried_at = now() - interval '1 hour'"));
        redeem(code(ENGINEER)).statusCode(201);
    }

    @Test
    void whoIsLinkedLinksAgainOnlyAfterwards() {
        redeem(code(ENGINEER)).statusCode(201);
        var other = code(ADMIN);
        redeem(other).statusCode(409);
        chat().delete(PATH + "/" + chatUser).then().statusCode(204);
        chat().get("/api/v1/whoami").then().statusCode(403);
        redeem(other).statusCode(201).body("user", equalTo("ada"));
    }

    @Test
    void aCodeIsNotMadeInAChat() {
        redeem(code(ENGINEER)).statusCode(201);
        chat().post(PATH).then().statusCode(403).body("detail", containsString("not in a chat"));
    }

    @Test
    void theRoleIsNeverMoreThanThatOfTheTokenTheCodeWasMadeWithNorOfTodaysTokens() throws Exception {
        var file = Surroundings.tokensFile();
        var before = Files.readAllLines(file);
        try {
            var more = new ArrayList<>(before);
            more.add(line("dashboard", "ana viewer -"));
            Files.write(file, more);
            await().untilAsserted(() -> given().auth()
                    .oauth2("dashboard")
                    .get("/api/v1/whoami")
                    .then()
                    .statusCode(200));
            redeem(code("dashboard")).statusCode(201).body("role", equalTo("viewer"));
            chat().get("/api/v1/whoami").then().body("role", equalTo("viewer")).body("user", equalTo("ana"));

            redeem("slack:T1.U1", code(ADMIN)).statusCode(201);
            Files.write(
                    file,
                    before.stream().filter(known -> !known.contains(" ada ")).toList());
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() ->
                            bot("slack:T1.U1").get("/api/v1/whoami").then().statusCode(403));
        } finally {
            Files.write(file, before);
            await().untilAsserted(() ->
                    given().auth().oauth2(ADMIN).get("/api/v1/whoami").then().statusCode(200));
        }
    }

    @Test
    void usersSeeAndEndTheirOwnLinksAndAdministratorsAll() {
        redeem(code(ENGINEER)).statusCode(201);
        redeem("slack:T1.U2", code(OPERATOR)).statusCode(201);

        given().auth()
                .oauth2(ENGINEER)
                .get(PATH)
                .then()
                .body("items.chatUser", contains(chatUser))
                .body("items.user", everyItem(equalTo("ana")));
        given().auth().oauth2(VIEWER).get(PATH).then().body("items", empty());
        given().auth().oauth2(ADMIN).get(PATH).then().body("items.chatUser", hasItem("slack:T1.U2"));
        given().auth().oauth2(ENGINEER).delete(PATH + "/slack:T1.U2").then().statusCode(404);
        given().auth().oauth2(ADMIN).delete(PATH + "/slack:T1.U2").then().statusCode(204);
        bot("slack:T1.U2").get("/api/v1/whoami").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"code\": \"\"}", "{\"code\": \"  \"}", "{\"code\": \"'; drop table chat_link\"}"})
    void aWrongCodeIsNamed(String body) {
        chat().body(body)
                .contentType("application/json")
                .post(PATH + "/redeem")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("code"));
    }

    private static String code(String token) {
        return given().auth()
                .oauth2(token)
                .post(PATH)
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .extract()
                .path("code");
    }

    @Test
    void aNameThatCannotBeIsNotFound() {
        given().auth()
                .oauth2(ADMIN)
                .urlEncodingEnabled(false)
                .delete(PATH + "/a%00b")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private ValidatableResponse redeem(String code) {
        return redeem(chatUser, code);
    }

    private static ValidatableResponse redeem(String chatUser, String code) {
        return bot(chatUser)
                .body(Map.of("code", code))
                .contentType("application/json")
                .post(PATH + "/redeem")
                .then();
    }

    private RequestSpecification chat() {
        return bot(chatUser);
    }

    private static RequestSpecification bot(String chatUser) {
        return given().auth().oauth2(BOT).header("VMC-Chat-User", chatUser);
    }

    private List<Object> audit() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.AUDIT));
            var facts = new ArrayList<Object>();
            consumer.poll(Duration.ofSeconds(2))
                    .forEach(record ->
                            facts.add(CloudEvents.decode(record.value()).data()));
            return facts;
        }
    }
}
