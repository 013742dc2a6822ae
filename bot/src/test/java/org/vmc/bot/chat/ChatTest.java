package org.vmc.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.vmc.bot.chat.ChatClient.outcome;
import static org.vmc.bot.chat.ChatClient.words;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.Effect;
import org.vmc.bot.testing.FakeGateway;
import org.vmc.bot.testing.GatewayAddress;
import org.vmc.bot.wire.ClientMessage;
import org.vmc.bot.wire.ServerMessage;
import org.vmc.testing.Infrastructure;

/** Conversations over the WebSocket, with a gateway behind the bot. */
@QuarkusTest
@QuarkusTestResource(GatewayAddress.class)
@QuarkusTestResource(Infrastructure.class)
class ChatTest {

    /** These are no operations with a plan: a dry run says what would be. */
    private static final Set<String> DECIDED_AT_ONCE = Set.of("op cancel", "approval approve", "approval reject");

    @TestHTTPResource("/chat")
    URI chat;

    @ConfigProperty(name = "vmc.bot.gateway-url")
    URI gatewayUrl;

    @Inject
    Commands commands;

    private FakeGateway gateway;
    private ChatClient client;

    @BeforeEach
    void connect() throws IOException {
        gateway = new FakeGateway(gatewayUrl.getPort());
        client = connectAs("admin");
    }

    @AfterEach
    void disconnect() {
        client.close();
        gateway.close();
    }

    @Test
    void welcomesTheUserOfTheToken() {
        assertThat(client.awaitMessage("", ServerMessage.Welcome.class))
                .isEqualTo(new ServerMessage.Welcome("", "admin", "admin"));
        assertThat(words(client.say("/whoami"))).contains("You are admin, role admin, team core.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "", "with space"})
    void closesOnAnUnknownToken(String token) {
        try (ChatClient stranger = connectAs(token)) {
            assertThat(stranger.awaitClose()).startsWith("4401 ").contains("API token");
        }
    }

    @Test
    void closesWithoutAToken() {
        try (ChatClient stranger = new ChatClient(webSocket(), null)) {
            assertThat(stranger.awaitClose()).isEqualTo("4401 The handshake carries no API token.");
        }
    }

    @Test
    void asksToTryAgainWhenTheGatewayIsDown() {
        gateway.close();

        try (ChatClient early = connectAs("admin")) {
            assertThat(early.awaitClose()).startsWith("1013 ").contains("does not answer");
        }
    }

    @Test
    void createsVmsWithOneProgressForEachAndUsefulNextCommands() {
        List<ServerMessage> answers =
                client.say("/vm create name:ci type:standard.small template:debian-12 count:2 lease:8h full-copy:yes"
                        + " storage:nfs fsck:every-boot probe:tcp:80 user:builder ssh-key:\"ssh-rsa AAAA a@b\"");

        assertThat(outcome(answers)).isEqualTo("ok");
        assertThat(gateway.changes()).containsExactly("POST /vms");
        assertThat(gateway.bodies())
                .singleElement()
                .asString()
                .contains("\"count\":2", "\"lease\":\"8h\"", "\"fullCopy\":true", "\"storage\":\"nfs\"")
                .contains("\"fsck\":\"every-boot\"", "\"probe\":\"tcp:80\"", "\"sshKeys\":[\"ssh-rsa AAAA a@b\"]");
        List<ServerMessage.Progress> progress = answers.stream()
                .filter(ServerMessage.Progress.class::isInstance)
                .map(ServerMessage.Progress.class::cast)
                .toList();
        assertThat(progress).extracting(ServerMessage.Progress::operationId).hasSizeGreaterThan(2);
        assertThat(progress).doesNotHaveDuplicates();
        assertThat(progress.stream().filter(ServerMessage.Progress::ended))
                .hasSize(2)
                .allSatisfy(end -> assertThat(end.text()).contains("done in", "address 10.77.1.5", "host h2"));
        assertThat(words(answers)).contains("Next: /vm show name:ci-1").doesNotContain("\u001b");
    }

    @Test
    void tellsWhyAnOperationFailed() {
        gateway.fail("No host has 64 GiB free.");

        List<ServerMessage> answers = client.say("/vm create name:ci type:standard.small template:debian-12");

        assertThat(outcome(answers)).isEqualTo("failed");
        assertThat(words(answers)).contains("No host has 64 GiB free.", "undone", "/op show id:");
    }

    @Test
    void turnsAProblemIntoASentenceThatNamesTheField() {
        List<ServerMessage> answers = client.say("/vm create name:ci type:standard.small template:unknown");

        assertThat(outcome(answers)).isEqualTo("failed");
        assertThat(words(answers)).contains("template: there is no template unknown.", "Correct template");
    }

    @Test
    void aDryRunShowsThePlanAndChangesNothing() {
        List.of("ci", "ci-2", "web-1", "db-1", "cache-1").forEach(gateway::hasVm);
        gateway.hasVolume("src");
        gateway.hasVolume("vms");
        gateway.hasExport("archive");
        gateway.hasKeptDisk("scratch");
        gateway.answers("/autostart", """
                {"items": [{"pool": "lab", "entries": [{"id": "1", "vm": "web-1", "after": [], "wave": 1}]}]}
                """);
        gateway.answers("/templates", """
                {"items": [{"id": "t-1", "name": "debian-12-gcc", "pool": "lab", "madeHere": true, "owner": "ana"}]}
                """);
        String operation = gateway.hasOperation();
        gateway.hold(true);
        var routes = RouteMap.declared();
        var softly = new SoftAssertions();
        for (Command command : changes()) {
            gateway.takeAsked();
            String line = command.example()
                            .replace("ci-1", "ci")
                            .replace("\"Legacy VM\"", "ci")
                            .replace("confirm:yes", "")
                            .replace("dry-run:true", "")
                            .replaceAll("id:\\S+", "id:" + operation)
                    + " dry-run:true";

            List<ServerMessage> answers = client.say(line);

            softly.assertThat(outcome(answers)).as(line + words(answers)).isEqualTo("ok");
            softly.assertThat(words(answers))
                    .as(line)
                    .containsIgnoringCase(DECIDED_AT_ONCE.contains(command.path()) ? "would" : "plan");
            softly.assertThat(gateway.takeAsked())
                    .as("routes of %s as declared in routes.txt", command.path())
                    .allMatch(request -> routes.allows(command.path(), request));
        }
        softly.assertAll();
        assertThat(gateway.changes()).isEmpty();
    }

    @Test
    void wrongInputChangesNothing() {
        for (Command command : changes()) {
            assertThat(outcome(client.say(command.example() + " zzz:1"))).isEqualTo("usage");
            // One that needs nothing is whole as it is.
            if (command.arguments().stream().anyMatch(Argument::required)) {
                assertThat(outcome(client.say(command.typed()))).isEqualTo("usage");
            }
            for (Argument argument : command.arguments()) {
                assertThat(outcome(client.say(command.typed() + " " + argument.name() + ":")))
                        .isEqualTo("usage");
            }
        }
        assertThat(gateway.changes()).isEmpty();
        assertThat(gateway.bodies()).isEmpty();
    }

    @Test
    void aViewerChangesNothing() {
        try (ChatClient viewer = connectAs("viewer")) {
            for (Command command : changes()) {
                List<ServerMessage> answers = viewer.say(command.example());
                assertThat(outcome(answers)).isEqualTo("usage");
                assertThat(words(answers)).contains("needs the role").contains("you are viewer");
            }
            assertThat(words(viewer.say("/help"))).contains("/vm list").doesNotContain("/vm create");
        }
        assertThat(gateway.changes()).isEmpty();
    }

    @Test
    void aScriptDeletesOnlyWithConfirmation() {
        gateway.hasVm("ci-1");

        List<ServerMessage> unconfirmed = client.say("/vm delete name:ci-1");

        assertThat(outcome(unconfirmed)).isEqualTo("usage");
        assertThat(words(unconfirmed)).contains("Plan of", "confirm:yes", "ci-1");
        assertThat(gateway.changes()).isEmpty();
        assertThat(outcome(client.say("/vm delete name:ci-1 confirm:yes"))).isEqualTo("ok");
        assertThat(gateway.changes()).singleElement().asString().startsWith("DELETE /vms/");
    }

    @Test
    void aPersonIsAskedBeforeSomethingIsLost() {
        gateway.hasVolume("src");

        client.send(new ClientMessage.Line("no", "/storage volume delete name:src", true));
        assertThat(client.awaitMessage("no", ServerMessage.Question.class).text())
                .contains("volume src", "yes");
        client.send(new ClientMessage.Answer("no", "maybe"));
        client.awaitMessage("no", ServerMessage.Done.class);
        assertThat(words(client.answers("no"))).contains("Nothing was done");
        assertThat(gateway.changes()).isEmpty();

        client.send(new ClientMessage.Line("yes", "/storage volume delete name:src", true));
        client.awaitMessage("yes", ServerMessage.Question.class);
        client.send(new ClientMessage.Answer("yes", " YES "));
        assertThat(client.awaitMessage("yes", ServerMessage.Done.class).outcome())
                .isEqualTo("ok");
        assertThat(gateway.changes()).singleElement().asString().startsWith("DELETE /storage/volumes/");
    }

    @Test
    void stopsWaitingAndSaysHowToCancel() {
        gateway.hold(true);
        client.send(new ClientMessage.Line("wait", "/vm create name:ci type:a template:b", false));
        String operation =
                client.awaitMessage("wait", ServerMessage.Progress.class).operationId();

        client.send(new ClientMessage.Cancel("wait"));

        assertThat(client.awaitMessage("wait", ServerMessage.Done.class).outcome())
                .isEqualTo("failed");
        assertThat(words(client.answers("wait"))).contains("goes on without you", "/op cancel id:" + operation);
        List<ServerMessage> cancelled = client.say("/op cancel id:" + operation);
        assertThat(outcome(cancelled)).isEqualTo("ok");
        assertThat(words(cancelled)).contains("cancelled after");
        assertThat(words(client.say("/op cancel id:" + operation))).contains("already ended (CANCELLED)");
    }

    @Test
    void waitsForAGatewayThatIsAwayForAMoment() throws IOException {
        gateway.hold(true);
        client.send(new ClientMessage.Line("wait", "/vm create name:ci type:a template:b", false));
        client.awaitMessage("wait", ServerMessage.Progress.class);

        gateway.close();
        await().until(() -> words(client.answers("wait")).contains("still trying"));
        gateway = new FakeGateway(gatewayUrl.getPort());

        client.awaitMessage("wait", ServerMessage.Done.class);
        assertThat(words(client.answers("wait"))).contains("There is no operation");
    }

    @Test
    void saysWhenTheGatewayIsDown() {
        gateway.close();

        List<ServerMessage> answers = client.say("/vm list");

        assertThat(outcome(answers)).isEqualTo("failed");
        assertThat(words(answers)).contains("gateway at " + gatewayUrl + " does not answer", "./vmc up");
        assertThat(outcome(client.say("/help"))).isEqualTo("ok");
        assertThat(words(client.say("/status"))).contains("does not answer");
    }

    @Test
    void runsCampaignsAndShowsWhatTheyFound() {
        assertThat(outcome(client.say("/build campaign run source:lua-5.4 variants:local@4,distributed:2 runs:5")))
                .isEqualTo("ok");
        assertThat(outcome(client.say("/build sweep source:lua-5.4 jobs:4-16/4")))
                .isEqualTo("ok");
        assertThat(outcome(client.say("/build tune source:lua-5.4 mode:distributed workers:2")))
                .isEqualTo("ok");
        assertThat(outcome(client.say("/build run source:lua-5.4 jobs:auto"))).isEqualTo("ok");
        assertThat(outcome(client.say("/build run source:lua-5.4 jobs:257"))).isEqualTo("usage");
        assertThat(outcome(client.say("/build campaign run source:lua-5.4 variants:remote")))
                .isEqualTo("usage");
        assertThat(gateway.bodies())
                .containsExactly(
                        "{\"source\":\"lua-5.4\",\"kind\":\"compare\",\"runs\":5,\"variants\":["
                                + "{\"mode\":\"local\",\"jobs\":4},{\"mode\":\"distributed\",\"workers\":2}]}",
                        "{\"source\":\"lua-5.4\",\"kind\":\"sweep\",\"variants\":[{\"mode\":\"local\"}],"
                                + "\"jobs\":\"4-16/4\",\"runs\":3}",
                        "{\"source\":\"lua-5.4\",\"kind\":\"tune\","
                                + "\"variants\":[{\"mode\":\"distributed\",\"workers\":2}]}",
                        "{\"source\":\"lua-5.4\",\"mode\":\"local\",\"tuning\":\"try\"}");

        String campaign = """
                {"id": "0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10", "kind": "compare", "source": "lua-5.4",
                 "state": "RUNNING", "builder": "h1", "owner": "ana", "plannedRuns": 10, "measuredRuns": 7,
                 "failedRuns": 1, "variants": [{"label": "local -j4", "summary": {"n": 4, "min": 1, "mean": 2.5,
                   "standardDeviation": 0.5, "median": 2.4, "p95": 3, "max": 3.1}, "outliers": []},
                   {"label": "distributed 2 workers"}],
                 "results": ["distributed 2 workers against local -j4: not proved: run more (12 each)"]}
                """;
        gateway.answers("/build-campaigns", "{\"items\": [" + campaign + "]}");
        gateway.answers("/build-campaigns/0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10", campaign);
        assertThat(words(client.say("/build campaign list"))).contains("7 of 10, 1 failed", "lua-5.4");
        assertThat(words(client.say("/build campaign show")))
                .contains("RUNNING", "2.50 s", "not proved: run more (12 each)", "histogram.svg", "comparison.svg");
        gateway.answers("/build-tunings", """
                {"items": [{"source": "lua-5.4", "builderVcpus": 2, "workerVcpus": "1+1", "tries": 5, "jobs": 12,
                  "realMillis": 4321}]}
                """);
        assertThat(words(client.say("/build tunings"))).contains("2, workers 1+1", "-j12", "4.32 s");
    }

    @Test
    void showsWhatThereIs() {
        gateway.hasVm("ci-1");
        gateway.hasVolume("src");
        String build = gateway.hasBuild();
        String operation = gateway.hasOperation();

        assertThat(words(client.say("/vm list"))).contains("ci-1", "RUNNING", "10.77.1.5", "h2");
        assertThat(words(client.say("/vm show name:ci-1"))).contains("10.77.1.5");
        assertThat(words(client.say("/vm show name:none"))).contains("name: there is no VM called none", "/vm list");
        assertThat(words(client.say("/storage volume list"))).contains("src", "STARTED", "shared-read", "1 GiB");
        assertThat(words(client.say("/storage volume show name:src"))).contains("src", "1 GiB");
        assertThat(words(client.say("/storage peer list"))).contains("h1", "h2");
        assertThat(words(client.say("/build list"))).contains(build, "1.23 s");
        assertThat(words(client.say("/build show id:" + build)))
                .contains("lua-5.4", "1.23 s", "w-1", "0.4875 of the time", "All 35 files are byte-identical");
        assertThat(words(client.say("/build log id:" + build)))
                .contains("cc -c lua.c\ncc -o lua")
                .doesNotContain("owned");
        assertThat(outcome(client.say("/build log follow:true id:" + build))).isEqualTo("ok");
        gateway.answers("/build-recipes", """
                {"items": [{"name": "cmake", "builtIn": true, "description": "CMake with Ninja"},
                           {"name": "firmware", "builtIn": false, "basedOn": "cmake", "owner": "ana"}]}
                """);
        assertThat(words(client.say("/build recipe list"))).contains("cmake", "built in", "firmware", "ana");
        gateway.answers("/build-recipes/firmware", """
                {"name": "firmware", "builtIn": false, "basedOn": "cmake", "owner": "ana",
                 "build": [["make", "CFLAGS=-O2 -g"], ["make", "it's"]], "artifacts": ["out/*"]}
                """);
        assertThat(words(client.say("/build recipe show name:firmware")))
                .contains("make 'CFLAGS=-O2 -g' && make \"it's\"", "out/*");
        assertThat(words(client.say("/op list"))).contains(operation, "CreateVm ci-9");
        assertThat(words(client.say("/op show id:" + operation))).contains("clone", "/op cancel id:" + operation);
        assertThat(words(client.say("/host list"))).contains("h1", "h2");
        assertThat(words(client.say("/type list"))).contains("standard.small");
        assertThat(words(client.say("/template list"))).contains("debian-12");
        assertThat(words(client.say("/source list"))).contains("lua-5.4");
        assertThat(words(client.say("/status"))).contains("hosts", "operations running");
    }

    @Test
    void aLogThatNeverEndsIsNoLongerReadWhenTheUserDoesNotWait() {
        String build = gateway.hasBuild();
        gateway.printsWithoutEnd();
        client.send(new ClientMessage.Line("log", "/build log id:" + build, false));

        client.send(new ClientMessage.Cancel("log"));

        assertThat(client.awaitMessage("log", ServerMessage.Done.class).outcome())
                .isEqualTo("ok");
        assertThat(client.answers("log")).hasSize(1);
    }

    @Test
    void completesWithWhatTheClusterHas() {
        client.send(new ClientMessage.Complete("c", "/vm create template:de", 22));

        ServerMessage.Completion completion = client.awaitMessage("c", ServerMessage.Completion.class);

        assertThat(completion.start()).isEqualTo(11);
        assertThat(completion.candidates())
                .extracting(ServerMessage.Candidate::word)
                .containsExactly("template:debian-12");
    }

    @Test
    void completesWithoutTheCluster() {
        gateway.close();
        client.send(new ClientMessage.Complete("c", "/vm create template:de", 22));

        assertThat(client.awaitMessage("c", ServerMessage.Completion.class).candidates())
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoMessageAndGoesOn() {
        client.sendRaw("hello");
        client.sendRaw("{\"type\":\"line\",\"id\":\"x\"}");
        client.sendRaw("{\"type\":\"explode\",\"id\":\"x\"}");
        client.send(new ClientMessage.Cancel("nothing"));
        client.send(new ClientMessage.Answer("nothing", "yes"));

        assertThat(outcome(client.say("/whoami"))).isEqualTo("ok");
        await().until(() -> client.answers("").stream()
                        .filter(ServerMessage.Error.class::isInstance)
                        .count()
                == 3);
    }

    private List<Command> changes() {
        return commands.model().commands().stream()
                .filter(command -> command.effect() != Effect.READ)
                .toList();
    }

    private ChatClient connectAs(String token) {
        ChatClient connected = new ChatClient(webSocket(), token);
        if (FakeGateway.ROLES.contains(token) && gateway.isUp()) {
            connected.awaitMessage("", ServerMessage.Welcome.class);
        }
        return connected;
    }

    private URI webSocket() {
        return URI.create(chat.toString().replaceFirst("^http", "ws"));
    }
}
