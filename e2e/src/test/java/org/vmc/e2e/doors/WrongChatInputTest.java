package org.vmc.e2e.doors;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vmc.e2e.stack.SmallStack;
import org.vmc.embedded.ProjectRoot;
import org.vmc.embedded.process.JvmFlags;

/** Wrong input in the terminal is refused by a sentence that names the argument; the exit status is not 0. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Doors.class)
class WrongChatInputTest {
    private SmallStack stack;

    /** A line, and the words its refusal must hold. */
    private record Case(String line, String... words) {
        @Override
        public String toString() {
            return line;
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("/vm create type:t1.micro template:debian-12", "name"),
            new Case("/vm create name:x type:huge template:debian-12", "type", "t1.micro"),
            new Case("/vm create name:x type:t1.micro template:windows-95", "template", "debian-12"),
            new Case("/vm create name:x type:t1.micro template:debian-12 count:two", "count"),
            new Case("/vm create name:x type:t1.micro template:debian-12 lease:soon", "lease"),
            new Case("/vm create name:x tpye:t1.micro template:debian-12", "tpye", "type"),
            new Case("/vm show name:nobody", "nobody"),
            new Case("/vm stop name:nobody", "nobody"),
            new Case("/vm delete name:nobody confirm:yes", "nobody"),
            new Case("/storage volume create name:v class:golden size:1G", "class", "shared-read"),
            new Case("/storage volume create name:v class:shared-read size:big", "size"),
            new Case("/storage peer add", "host"),
            new Case("/build run source:cobol-68 mode:local", "source", "lua-5.4"),
            new Case("/build run source:lua-5.4 mode:sideways", "mode", "distributed"),
            new Case("/build run source:lua-5.4 mode:distributed workers:-1", "workers"),
            new Case("/op show id:nonsense", "nonsense"),
            new Case("/op cancel", "id"),
            new Case("/vm crate name:x", "create"),
            new Case("/make coffee", "/help"));

    @BeforeAll
    void knock(SmallStack doors) {
        stack = doors;
    }

    @AfterEach
    void nothingWasCreated() {
        assertThat((List<?>) given().baseUri(stack.url("gateway"))
                        .auth()
                        .oauth2(SmallStack.ADMIN_TOKEN)
                        .get("/api/v1/operations")
                        .path("items"))
                .isEmpty();
    }

    @Test
    void everyWrongLineIsRefusedBySayingWhatIsWrong() throws Exception {
        var softly = new SoftAssertions();
        for (Case wrong : CASES) {
            var answer = say(wrong.line());
            softly.assertThat(answer.exit()).as("exit status of %s", wrong).isIn(1, 2);
            softly.assertThat(answer.text()).as("answer to %s", wrong).contains(wrong.words());
        }
        softly.assertAll();
    }

    private record Answer(int exit, String text) {}

    private Answer say(String line) throws IOException, InterruptedException {
        var bot = ProjectRoot.find().resolve("bot/target/quarkus-app");
        var command = new ArrayList<String>(List.of(JvmFlags.java()));
        command.addAll(JvmFlags.small(64));
        command.addAll(List.of("-cp", bot.resolve("lib/main") + "/*:" + bot.resolve("app") + "/*"));
        command.addAll(List.of("org.vmc.bot.terminal.TerminalMain", "-c", line));
        command.addAll(List.of("--url", stack.url("bot").replace("http", "ws") + "/chat"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("VMC_TOKEN", SmallStack.ADMIN_TOKEN));
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }
}
