package org.vmc.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.vmc.bot.platform.Desks;
import org.vmc.bot.testing.ChatScenarios;
import org.vmc.bot.testing.GatewayAddress;

/** The scenarios of every chat on Slack, and what Slack alone can do to a bot. */
@QuarkusTest
@QuarkusTestResource(GatewayAddress.class)
class SlackScenariosTest extends ChatScenarios {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String CREATE = "/vm create name:ci type:standard.small template:debian-12";

    @Inject
    Desks desks;

    @Override
    protected Room open() throws IOException {
        return new SlackRoom(desks, gateway);
    }

    @Test
    void whatIsDeliveredAHundredTimesIsDoneOnce() {
        SlackRoom.Member ada = slackRoom().person("admin");
        ObjectNode envelope = ada.command(CREATE);
        for (int delivery = 0; delivery < 50; delivery++) {
            fake().deliver(envelope);
        }
        shows(ada, "done in");
        slackRoom().stop();
        slackRoom().start();
        for (int delivery = 0; delivery < 50; delivery++) {
            fake().deliver(envelope);
        }
        ada.say("help");
        tells(ada, "/vm list");

        assertThat(gateway.changes()).containsExactly("POST /vms");
    }

    @Test
    void aConnectionThatBreaksIsMadeAgainAndNothingIsLost() {
        SlackRoom.Member ada = slackRoom().person("admin");
        int before = fake().opened();
        fake().cut();
        ada.say(CREATE);

        shows(ada, "done in");
        assertThat(fake().opened()).isGreaterThan(before);
        assertThat(gateway.changes()).containsExactly("POST /vms");
    }

    @Test
    void aSlackThatIsLostAfterTheStartIsSaid() {
        await().atMost(PATIENCE).until(() -> slackRoom().state().equals("connected"));
        fake().refuse(true);
        fake().cut();

        await().atMost(PATIENCE).until(() -> slackRoom().state().equals("connecting"));
        fake().refuse(false);
        await().atMost(PATIENCE.multipliedBy(2)).until(() -> slackRoom().state().equals("connected"));
    }

    @Test
    void aBotThatIsStartedAgainShowsTheEndOnTheSameMessage() {
        gateway.hold(true);
        SlackRoom.Member ada = slackRoom().person("admin");
        ada.say(CREATE);
        shows(ada, "Change ci");

        slackRoom().stop();
        gateway.hold(false);
        slackRoom().start();

        shows(ada, "Change ci: done in");
        assertThat(fake().shown().stream().filter(shown -> shown.only.isEmpty()))
                .hasSize(1);
    }

    @Test
    void aRateLimitIsWaitedFor() {
        SlackRoom.Member ada = slackRoom().person("admin");
        fake().limit(2);

        ada.say(CREATE);

        shows(ada, "done in");
    }

    @Test
    void nobodyIsMentionedAndNothingIsMarkup() {
        gateway.fail("<!everyone> <@Uadmin> *b* & `c`");
        SlackRoom.Member ada = slackRoom().person("admin");
        ada.say(CREATE);

        shows(ada, "&lt;!everyone&gt; &lt;@Uadmin&gt;", "&amp;");
        assertThat(fake().shown()).noneMatch(shown -> shown.text().contains("<!"));
    }

    @Test
    void everythingIsAcknowledgedAtOnce() {
        gateway.hold(true);
        SlackRoom.Member ada = slackRoom().person("admin");
        ObjectNode envelope = ada.command(CREATE);
        fake().deliver(envelope);
        await().atMost(PATIENCE).until(() -> fake().isAcknowledged(envelope));
        ObjectNode nothing = ada.command("");
        fake().deliver(nothing);
        await().atMost(PATIENCE).until(() -> fake().isAcknowledged(nothing));
        tells(ada, "Nothing was said");
        assertThat(fake().unknown()).isEmpty();
    }

    private SlackRoom slackRoom() {
        return (SlackRoom) room();
    }

    private FakeSlack fake() {
        return slackRoom().slack;
    }
}
