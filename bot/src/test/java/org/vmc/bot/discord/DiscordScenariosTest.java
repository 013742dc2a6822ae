package org.vmc.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.bot.platform.Desks;
import org.vmc.bot.testing.ChatScenarios;
import org.vmc.bot.testing.GatewayAddress;

/** The scenarios of every chat on Discord, and what Discord alone can do to a bot. */
@QuarkusTest
@QuarkusTestResource(GatewayAddress.class)
class DiscordScenariosTest extends ChatScenarios {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String CREATE = "/vm create name:ci type:standard.small template:debian-12";

    @Inject
    Desks desks;

    @TempDir
    Path directory;

    @Override
    protected Room open() throws IOException {
        return new DiscordRoom(desks, gateway);
    }

    @Test
    void whatIsDeliveredAHundredTimesIsDoneOnce() {
        DiscordRoom.Member ada = discordRoom().person("admin");
        ObjectNode interaction = ada.command(CREATE);
        for (int delivery = 0; delivery < 50; delivery++) {
            ada.deliver(interaction);
        }
        shows(ada, "done in");
        discordRoom().stop();
        discordRoom().start();
        await().atMost(PATIENCE).until(() -> fake().gateway().identified() == 2);
        for (int delivery = 0; delivery < 50; delivery++) {
            ada.deliver(interaction);
        }
        ada.say("/help");
        tells(ada, "/vm list");

        assertThat(gateway.changes()).containsExactly("POST /vms");
    }

    @Test
    void aButtonPressedTwiceCountsOnce() {
        gateway.hasVm("ci-1");
        DiscordRoom.Member ada = discordRoom().person("admin");
        ada.say("/vm delete name:ci-1");
        ObjectNode yes = ada.pressed("Confirm");

        ada.deliver(yes);
        ada.deliver(yes);
        ada.press("Confirm");

        shows(ada, "done in");
        tells(ada, "no longer open");
        assertThat(gateway.changes()).hasSize(1);
    }

    @Test
    void nothingIsLostOverTwentyReconnections() {
        DiscordRoom.Member ada = discordRoom().person("admin");
        for (int round = 1; round <= 20; round++) {
            int before = fake().gateway().resumed();
            if (round % 2 == 0) {
                fake().gateway().cut();
            } else {
                fake().gateway().askToReconnect();
            }
            // Said while nobody listens: it is told when the session resumes.
            ada.say("/vm create name:ci-" + round + " type:standard.small template:debian-12");
            await().atMost(PATIENCE).until(() -> fake().gateway().resumed() > before);
        }
        for (int round = 1; round <= 20; round++) {
            shows(ada, "Change ci-" + round + ": done in");
        }
        assertThat(gateway.changes()).hasSize(20).containsOnly("POST /vms");
        assertThat(fake().gateway().identified()).isOne();
    }

    @Test
    void aBotThatIsStartedAgainShowsTheEndOnTheSameMessage() {
        gateway.hold(true);
        DiscordRoom.Member ada = discordRoom().person("admin");
        ada.say("/vm create name:ci type:standard.small template:debian-12 count:3");
        shows(ada, "Change ci-1", "Change ci-2", "Change ci-3");
        FakeDiscord.Shown message = publicMessages().getFirst();

        discordRoom().stop();
        String before = message.text();
        gateway.hold(false);
        discordRoom().start();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ada.publicly())
                .contains("Change ci-1: done in", "Change ci-2: done in", "Change ci-3: done in"));
        assertThat(before).doesNotContain("done in").doesNotContain("No longer waiting");
        assertThat(publicMessages()).containsExactly(message);
        assertThat(message.buttons()).isEmpty();
    }

    @Test
    void aMessageIsChangedNoMoreOftenThanTheIntervalAndShowsTheEnd() {
        DiscordRoom.Member ada = discordRoom().person("admin");
        ada.say("/vm create name:ci type:standard.small template:debian-12 count:30");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ada.publicly()).contains("Change ci-30: done in"));

        List<Instant> changes = publicMessages().getFirst().changes;
        for (int change = 1; change < changes.size(); change++) {
            assertThat(Duration.between(changes.get(change - 1), changes.get(change)))
                    .isGreaterThan(Duration.ofMillis(190));
        }
    }

    @Test
    void nobodyIsEverMentionedAndNothingIsMarkup() {
        gateway.fail("@everyone <@90003> <#1> **x** `y` ||z|| [a](https://b) _c_ \\ ~~d~~");
        DiscordRoom.Member ada = discordRoom().person("admin");
        ada.say(CREATE);
        shows(ada, "@everyone");

        String text = publicMessages().getFirst().text();
        assertThat(text)
                .contains("\\@everyone", "\\<\\@90003\\>", "\\*\\*x", "\\`y\\`", "\\|\\|z", "https\\://b", "\\_c\\_");
        for (JsonNode sent : fake().sent()) {
            assertThat(sent.path("allowed_mentions").path("parse").isArray()).isTrue();
            assertThat(sent.path("allowed_mentions").path("parse")).isEmpty();
        }
    }

    @Test
    void aRateLimitIsWaitedFor() {
        DiscordRoom.Member ada = discordRoom().person("admin");
        fake().limit(2);

        ada.say(CREATE);

        shows(ada, "done in");
        assertThat(fake().limited()).isEqualTo(2);
    }

    @Test
    void aChannelWhereTheBotMayNotWriteIsSaidInPrivateAndTheOperationGoesOn() {
        fake().writable(false);
        DiscordRoom.Member ada = discordRoom().person("admin");

        ada.say(CREATE);

        tells(ada, "I may not write in this channel");
        assertThat(gateway.changes()).containsExactly("POST /vms");
    }

    @Test
    void aMessageThatIsDeletedIsLetGo() {
        gateway.hold(true);
        DiscordRoom.Member ada = discordRoom().person("admin");
        ada.say(CREATE);
        shows(ada, "Change ci");
        fake().delete(publicMessages().getFirst());
        gateway.hold(false);

        tells(ada, "I may not write in this channel");
        assertThat(publicMessages()).hasSize(1);
    }

    @Test
    void anOperationThatFailedIsSaidAgainByItsButtonAndItsUserOnly() {
        gateway.fail("No host has room.");
        DiscordRoom.Member ada = discordRoom().person("admin");
        ada.say(CREATE);
        shows(ada, "No host has room.");
        ObjectNode retry = ada.pressed("Retry");
        gateway.fail("");

        DiscordRoom.Member other = discordRoom().person("operator");
        other.press("Retry");
        tells(other, "another user's");
        ada.deliver(retry);
        shows(ada, "done in");
        ada.press("Retry");

        tells(ada, "no longer be repeated");
        assertThat(gateway.changes()).containsExactly("POST /vms", "POST /vms");
    }

    @Test
    void aStrangerBecomesKnownByACodeAndIsForgottenAgain() {
        DiscordRoom.Member stranger = discordRoom().person("stranger");
        stranger.say("/link");
        tells(stranger, "In a chat a code is said, not made");
        stranger.say("/link code:WRONG-WRONG");
        tells(stranger, "code: is not known");
        stranger.say("/help");
        tells(stranger, "/link");
        assertThat(stranger.privately()).doesNotContain("/vm ");

        stranger.say("/link code:ABCDE-23456");
        tells(stranger, "You are admin here now");
        stranger.say("/whoami");
        tells(stranger, "You are admin, role admin");

        stranger.say("/unlink chat:discord:" + stranger.id);
        tells(stranger, "is linked no longer");
        stranger.say("/whoami");
        tells(stranger, "You are not known here yet");
    }

    @Test
    void completesForThoseWhoAreKnown() {
        DiscordRoom.Member ada = discordRoom().person("admin");
        DiscordRoom.Member stranger = discordRoom().person("stranger");

        assertThat(completed(ada, "vm create", "template", "deb")).containsExactly("debian-12");
        assertThat(completed(ada, "vmc", "line", "/vm cre")).containsExactly("/vm create");
        assertThat(completed(stranger, "vm create", "template", "deb")).isEmpty();
    }

    @Test
    void anyLineIsTakenAsInATerminal() {
        DiscordRoom.Member ada = discordRoom().person("admin");
        ada.deliver(fake().command(ada.id, "vmc", Map.of("line", "/vm list zzz:1 @x")));
        tells(ada, "unknown argument 'zzz'", "unexpected '@x'");
        ada.deliver(fake().command(ada.id, "vmc", Map.of("line", "@/etc/passwd")));
        tells(ada, "There is no command");
    }

    @Test
    void aSessionThatIsGoneIsBegunAgain() {
        fake().gateway().heartbeatEvery(100);
        DiscordRoom.Member ada = discordRoom().person("admin");
        fake().gateway().invalidate();
        await().atMost(PATIENCE).until(() -> fake().gateway().identified() == 2);
        await().atMost(PATIENCE).until(() -> fake().gateway().heartbeats() > 2);

        ada.say(CREATE);

        shows(ada, "done in");
    }

    @Test
    void aDiscordThatRefusesIsNotHammered() throws Exception {
        discordRoom().stop();
        fake().gateway().refuse(true);
        int before = fake().gateway().handshakes();
        discordRoom().start();
        await().atMost(PATIENCE).until(() -> fake().gateway().handshakes() >= before + 3);
        assertThat(fake().gateway().handshakes()).isLessThan(before + 8);
        assertThat(discordRoom().connection().state()).isEqualTo("connecting");
        fake().gateway().refuse(false);
        await().atMost(PATIENCE).until(() -> discordRoom().connection().state().equals("connected"));
    }

    @Test
    void aTokenThatDiscordDoesNotKnowIsSaid() throws IOException {
        Path wrong = Files.writeString(directory.resolve("wrong"), "MTIz.other.token");
        try (DiscordConnection connection = discordRoom().connect(wrong)) {
            await().atMost(PATIENCE).until(() -> connection.state().contains("does not know the token"));
        }
    }

    @Test
    void asksDiscordForNothingThatTheFakeDoesNotKnow() {
        assertThat(fake().unknown()).isEmpty();
    }

    private List<String> completed(DiscordRoom.Member member, String command, String option, String typed) {
        ObjectNode interaction = fake().completion(member.id, command, option, typed);
        member.deliver(interaction);
        await().atMost(PATIENCE).until(() -> fake().completed(interaction).isPresent());
        return fake().completed(interaction).orElseThrow();
    }

    private List<FakeDiscord.Shown> publicMessages() {
        return new ArrayList<>(
                fake().shown().stream().filter(shown -> shown.only.isEmpty()).toList());
    }

    private DiscordRoom discordRoom() {
        return (DiscordRoom) room();
    }

    private FakeDiscord fake() {
        return discordRoom().discord;
    }
}
