package org.vmc.gateway.webchat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.gateway.testing.FakeBot;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;

/** A page that is logged in, the gateway, and a WebSocket server in the bot's place. */
@GatewayTest
class WebChatTest {
    private static final String PATH = "/api/v1/chat";
    private static final String COOKIE = "vmc_session";
    private static final int LONGEST_MESSAGE = 1 << 21;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxMessageSize(LONGEST_MESSAGE));
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private FakeBot bot;

    @BeforeEach
    void replaceBot() {
        bot = new FakeBot((chat, message) -> FakeBot.say(
                chat, "text", message.getString("id"), new JsonObject().put("text", message.getString("text"))));
    }

    @AfterEach
    void restoreBot() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        bot.close();
    }

    @Test
    void carriesWhatIsSaidAndAnsweredHoweverLong() {
        var page = opened(logIn(Surroundings.ENGINEER));
        var lines = "machine\n".repeat(50_000);

        page.writeTextMessage(new JsonObject()
                .put("type", "line")
                .put("id", "1")
                .put("text", "/vm list")
                .encode());
        await().until(() -> shown.size() == 2);
        FakeBot.say(bot.chats().getFirst(), "text", "1", new JsonObject().put("text", lines));

        await().until(() -> shown.size() == 3);
        assertThat(new JsonObject(shown.get(0)).getString("type")).isEqualTo("welcome");
        assertThat(new JsonObject(shown.get(1)).getString("text")).isEqualTo("/vm list");
        assertThat(new JsonObject(shown.get(2)).getString("text")).isEqualTo(lines);
    }

    @Test
    void theBotComesBackAsTheUserOfTheSession() {
        opened(logIn(Surroundings.ENGINEER));
        var key = bot.keys().getFirst();

        given().auth()
                .oauth2(key)
                .get("/api/v1/whoami")
                .then()
                .statusCode(200)
                .body("user", equalTo("ana"))
                .body("role", equalTo("engineer"));
        given().auth()
                .oauth2(key)
                .header("VMC-Chat-User", "discord:1")
                .get("/api/v1/whoami")
                .then()
                .statusCode(401);
        assertThat(key).isNotEqualTo(Surroundings.ENGINEER);
    }

    @Test
    void theKeyIsWorthlessWhenTheChatIsClosed() {
        var page = opened(logIn(Surroundings.ENGINEER));
        var key = bot.keys().getFirst();

        page.close();

        await().until(() -> given().auth().oauth2(key).get("/api/v1/whoami").statusCode() == 401);
        await().until(() -> bot.chats().getFirst().isClosed());
    }

    @Test
    void aSessionThatEndsTakesItsChatAndKeyWithIt() {
        var cookie = logIn(Surroundings.ENGINEER);
        var page = opened(cookie);
        var other = opened(logIn(Surroundings.ENGINEER));

        given().cookie(COOKIE, cookie)
                .header("X-Vmc-Console", "1")
                .delete("/api/v1/session")
                .then()
                .statusCode(204);

        given().auth()
                .oauth2(bot.keys().getFirst())
                .get("/api/v1/whoami")
                .then()
                .statusCode(401);
        await().until(page::isClosed);
        assertThat(page.closeStatusCode()).isEqualTo((short) 4401);
        assertThat(other.isClosed()).isFalse();
    }

    @Test
    void theBotsEndIsThePagesEnd() {
        var page = opened(logIn(Surroundings.ENGINEER));
        await().until(() -> !bot.chats().isEmpty());

        bot.chats().getFirst().close((short) 1013, "later");

        await().until(page::isClosed);
        assertThat(page.closeStatusCode()).isEqualTo((short) 1013);
        assertThat(page.closeReason()).isEqualTo("later");
    }

    @Test
    void letsInOwnPagesWithASessionAlone() {
        var cookie = logIn(Surroundings.ENGINEER);
        assertThat(refusal(new WebSocketConnectOptions())).isEqualTo(401);
        assertThat(refusal(new WebSocketConnectOptions().addHeader("Cookie", COOKIE + "=made-up")))
                .isEqualTo(401);
        assertThat(refusal(new WebSocketConnectOptions()
                        .addHeader("Authorization", "Bearer " + Surroundings.ENGINEER)
                        .addHeader("Cookie", COOKIE + "=made-up")))
                .isEqualTo(403);
        for (var origin : List.of("http://evil.example", "http://127.0.0.1:1", "null")) {
            assertThat(refusal(with(cookie).addHeader("Origin", origin)))
                    .as(origin)
                    .isEqualTo(403);
        }
        given().cookie(COOKIE, cookie).get(PATH).then().statusCode(400).body("detail", containsString("WebSocket"));
        assertThat(bot.keys()).isEmpty();
    }

    @Test
    void aBotThatIsAwayIsSaid() {
        var cookie = logIn(Surroundings.ENGINEER);
        bot.close();
        try {
            assertThat(refusal(with(cookie))).isEqualTo(503);
        } finally {
            replaceBot();
        }
    }

    private static String logIn(String token) {
        return given().header("X-Vmc-Console", "1")
                .contentType("application/json")
                .body(Map.of("token", token))
                .post("/api/v1/session")
                .cookie(COOKIE);
    }

    private static WebSocketConnectOptions with(String cookie) {
        return new WebSocketConnectOptions().addHeader("Cookie", COOKIE + "=" + cookie);
    }

    private WebSocket opened(String cookie) {
        return open(with(cookie).addHeader("Origin", "http://127.0.0.1:" + RestAssured.port));
    }

    private int refusal(WebSocketConnectOptions options) {
        try {
            open(options);
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof UpgradeRejectedException refused) {
                return refused.getStatus();
            }
            throw failure;
        }
        throw new AssertionError("it opened");
    }

    private WebSocket open(WebSocketConnectOptions options) {
        var connecting = client.connect(
                options.setHost("127.0.0.1").setPort(RestAssured.port).setURI(PATH));
        return connecting
                .onSuccess(socket -> socket.textMessageHandler(shown::add))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
