package org.vmc.bot.discord;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The bot of the tests has no token for Discord. */
@QuarkusTest
class DiscordOffTest {

    @Test
    void withoutATokenItIsOffAndSaysSo() {
        given().get("/q/health/well")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'discord' }.data.state", equalTo("off"))
                .body("checks.find { it.name == 'slack' }.data.state", equalTo("off"));
        given().get("/q/health/ready").then().statusCode(200);
    }
}
