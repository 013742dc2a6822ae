package org.vmc.bot.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What people do in a chat, the same in every one of them. A chat says how its people say and press and what they see
 * ({@link Room}); what must come of it is said here.
 */
public abstract class ChatScenarios {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CREATE = "/vm create name:ci type:standard.small template:debian-12";

    /** A place of a chat with people in it. */
    public interface Room extends AutoCloseable {

        /** Somebody who is linked to the user of that role; nobody is known by the role {@code stranger}. */
        Person person(String role) throws Exception;

        @Override
        void close() throws Exception;
    }

    /** Somebody in a chat. */
    public interface Person {

        void say(String line) throws Exception;

        /** Presses the button of that label that was offered last, to whomever. */
        void press(String label) throws Exception;

        /** All that this person alone was shown, files included. */
        String privately();

        /** All that everybody is shown now, files included. Where there is nobody else, the same as in private. */
        String publicly();
    }

    @ConfigProperty(name = "vmc.bot.gateway-url")
    URI gatewayUrl;

    protected FakeGateway gateway;
    private Room room;

    /** Opens the chat. */
    protected abstract Room open() throws Exception;

    /** Whether others see what everybody is shown. */
    protected boolean isShared() {
        return true;
    }

    @BeforeEach
    void enter() throws Exception {
        gateway = new FakeGateway(gatewayUrl.getPort());
        try {
            room = open();
        } catch (Exception failure) {
            gateway.close();
            throw failure;
        }
    }

    @AfterEach
    void leave() throws Exception {
        room.close();
        gateway.close();
    }

    protected final Room room() {
        return room;
    }

    @Test
    void aVmIsCreatedAndShownToItsEnd() throws Exception {
        Person ada = room.person("admin");

        ada.say(CREATE);

        shows(ada, "done in", "address 10.77.1.5", "host h2", "Next:", "/vm show name:ci");
        assertThat(gateway.changes()).containsExactly("POST /vms");
    }

    @Test
    void aDryRunShowsThePlanAndChangesNothing() throws Exception {
        Person ada = room.person("admin");

        ada.say(CREATE + " dry-run:true");

        tells(ada, "Plan of Change ci", "would clone", "has room");
        assertThat(gateway.changes()).isEmpty();
    }

    @Test
    void whatIsLostIsLostOnlyWhenItsUserConfirms() throws Exception {
        gateway.hasVm("ci-1");
        Person ada = room.person("admin");
        ada.say("/vm delete name:ci-1");
        tells(ada, "Plan of", "This deletes");

        if (isShared()) {
            Person other = room.person("operator");
            other.press("Confirm");
            tells(other, "not for you");
            assertThat(gateway.changes()).isEmpty();
        }
        ada.press("Cancel");
        tells(ada, "Nothing was done.");
        assertThat(gateway.changes()).isEmpty();

        ada.say("/vm delete name:ci-1");
        await().atMost(PATIENCE).until(() -> ada.privately().split("This deletes", -1).length > 2);
        ada.press("Confirm");
        shows(ada, "Change ci-1", "done in");
        assertThat(gateway.changes()).singleElement().asString().startsWith("DELETE /vms/");
    }

    @Test
    void anErrorIsTheUsersOwnAndNamesTheField() throws Exception {
        Person ada = room.person("admin");

        ada.say("/vm create name:ci type:standard.small template:unknown");

        tells(ada, "template: there is no template unknown.", "Correct template");
        if (isShared()) {
            assertThat(ada.publicly()).isEmpty();
        }
    }

    @Test
    void helpIsTheUsersOwnAndShowsWhatTheyMayDo() throws Exception {
        Person vic = room.person("viewer");

        vic.say("/help");

        tells(vic, "/vm list");
        assertThat(vic.privately()).doesNotContain("/vm create");
        if (isShared()) {
            assertThat(vic.publicly()).isEmpty();
        }
    }

    @Test
    void aViewerChangesNothing() throws Exception {
        Person vic = room.person("viewer");

        vic.say(CREATE);

        tells(vic, "needs the role engineer");
        assertThat(gateway.changes()).isEmpty();
    }

    @Test
    void anOperationIsCancelledFromWhereItIsShown() throws Exception {
        gateway.hold(true);
        Person ada = room.person("admin");
        ada.say(CREATE);
        shows(ada, "Change ci");

        ada.press("Cancel");

        shows(ada, "cancelled after");
        assertThat(gateway.changes()).hasSize(2).last().asString().endsWith("/cancel");
    }

    @Test
    void aFailureTellsItsReasonWhereItIsShown() throws Exception {
        gateway.fail("No host has 64 GiB free.");
        Person ada = room.person("admin");

        ada.say(CREATE);

        shows(ada, "No host has 64 GiB free.", "undone", "/op show");
    }

    @Test
    void allOfALongAnswerArrives() throws Exception {
        IntStream.range(0, 200).forEach(number -> gateway.hasVm("machine-" + number));
        Person ada = room.person("admin");

        ada.say("/vm list");

        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int number = 0; number < 200; number++) {
                assertThat(ada.privately()).containsPattern("machine-" + number + "\\b");
            }
        });
    }

    @Test
    void quotesAndDashesOfPhonesAreUnderstood() throws Exception {
        Person ada = room.person("admin");

        ada.say("/vm create name:\u201cci\u20111\u201d type:standard.small template:debian\u201312");

        shows(ada, "Change ci-1", "done in");
        assertThat(gateway.bodies()).singleElement().asString().contains("\"debian-12\"");
    }

    @Test
    void aStrangerIsToldHowToBeKnownAndNothingElse() throws Exception {
        Person stranger = room.person("stranger");

        stranger.say(CREATE);

        tells(stranger, strangersAreTold());
        assertThat(gateway.changes()).isEmpty();
        assertThat(gateway.bodies()).isEmpty();
    }

    /** Where nobody can be a stranger and stay. */
    protected String strangersAreTold() {
        return "You are not known here yet";
    }

    protected static void tells(Person person, String... texts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(person.privately()).contains(texts));
    }

    protected static void shows(Person person, String... texts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(person.publicly()).contains(texts));
    }
}
