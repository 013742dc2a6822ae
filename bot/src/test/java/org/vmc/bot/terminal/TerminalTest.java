package org.vmc.bot.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.bot.terminal.Link.Attempt;
import org.vmc.bot.testing.ClosedPort;
import org.vmc.bot.testing.FakeGateway;
import org.vmc.bot.testing.GatewayAddress;
import org.vmc.bot.testing.Relay;

/** The terminal program as a process of its own, against the chat endpoint. */
@QuarkusTest
@QuarkusTestResource(GatewayAddress.class)
class TerminalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource("/chat")
    URI chat;

    @ConfigProperty(name = "vmc.bot.gateway-url")
    URI gatewayUrl;

    @TempDir
    Path directory;

    private FakeGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway(gatewayUrl.getPort());
        Files.writeString(directory.resolve("token"), "admin\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aScriptRunsToItsEndWithStatusZero() throws Exception {
        Finished chat = run("-c", "/whoami\n# a remark\n\n/vm create name:ci type:a template:b");

        assertThat(chat.out())
                .contains("You are admin", "Change ci: done in", "address 10.77.1.5")
                .doesNotContain("\u001b");
        assertThat(chat.err()).isEmpty();
        assertThat(chat).returns(0, Finished::status);
    }

    @Test
    void aFailureHasStatusOneAndEndsTheScript() throws Exception {
        gateway.fail("No host has room.");

        Finished chat = run("-c", "/vm create name:ci type:a template:b\n/whoami");

        assertThat(chat.out()).contains("No host has room.").doesNotContain("You are");
        assertThat(chat).returns(1, Finished::status);
    }

    @Test
    void aMistakeHasStatusTwo() throws Exception {
        Finished chat = run("-c", "/vm create name:ci tpye:a template:b");

        assertThat(chat.err()).contains("unknown argument 'tpye'; did you mean type:?");
        assertThat(chat).returns(2, Finished::status);
        assertThat(gateway.changes()).isEmpty();
    }

    @Test
    void anUnknownOptionHasStatusTwo() throws Exception {
        Finished chat = run("--frobnicate");

        assertThat(chat.err()).contains("--frobnicate", "usage:");
        assertThat(chat).returns(2, Finished::status);
    }

    @Test
    void nothingThereHasStatusThree() throws Exception {
        try (ClosedPort nothing = new ClosedPort()) {
            String url = nothing.chat().toString();

            Finished chat = finish(begin(command(url, "-c", "/whoami")));

            assertThat(chat.err()).contains(url + " is not reachable", "./vmc up");
            assertThat(chat).returns(3, Finished::status);
        }
    }

    @Test
    void aGatewayThatIsDownHasStatusThree() throws Exception {
        gateway.close();

        Finished chat = run("-c", "/whoami");

        assertThat(chat.err()).contains("does not answer", "./vmc up");
        assertThat(chat).returns(3, Finished::status);
    }

    @Test
    void aWrongTokenHasStatusOne() throws Exception {
        Files.writeString(directory.resolve("token"), "wrong");

        Finished chat = run("-c", "/whoami");

        assertThat(chat.err()).contains("does not accept this API token", "--token-file");
        assertThat(chat).returns(1, Finished::status);
    }

    @Test
    void aMissingTokenFileIsNamed() throws Exception {
        Files.delete(directory.resolve("token"));

        Finished chat = run("-c", "/whoami");

        assertThat(chat.err()).contains(directory.resolve("token").toString(), "./vmc up");
        assertThat(chat).returns(2, Finished::status);
    }

    @Test
    void linesOnStandardInputAreAScript() throws Exception {
        Process process = begin(command(url()));
        try (OutputStream in = process.getOutputStream()) {
            in.write("/whoami\n/vm list\n".getBytes(UTF_8));
        }

        Finished chat = finish(process);

        assertThat(chat.out()).contains("You are admin", "There are no such VMs");
        assertThat(chat).returns(0, Finished::status);
    }

    @Test
    void thePromptCompletesAsksAndRemembers() throws Exception {
        gateway.hasVm("ci-1");
        // Without exec, Ctrl-C would end the shell that script runs this with; bash does it by itself, dash does not.
        String program = "exec " + String.join(" ", command(url()));
        Process process = begin(List.of("script", "-qfec", program, "/dev/null"));
        try (OutputStream in = process.getOutputStream()) {
            Output screen = new Output(process);
            screen.await("admin@vmc> ");
            type(in, "/vm dele\t");
            screen.await("/vm delete ");
            type(in, "name:c\t");
            screen.await("name:ci-1");
            type(in, "\r");
            screen.await("This deletes the VM ci-1, its disks and its snapshots for good. Type yes to do it:");
            assertThat(gateway.changes()).isEmpty();
            type(in, "yes\r");
            screen.await("Change ci-1: done in");
            screen.await("Next: /vm list");
            screen.await("admin@vmc> ");
            gateway.hold(true);
            type(in, "/vm create name:ci-2 type:a template:b\r");
            screen.await("Change ci-2");
            type(in, "\u0003");
            screen.await("goes on without you");
            // Before the prompt is there, the terminal would take the end of input for itself.
            screen.await("admin@vmc> ");
            type(in, "\u0004");
        }

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(directory.resolve("history"))).contains("/vm delete name:ci-1");
    }

    @Test
    void aCutConnectionIsOpenedAgain() throws Exception {
        List<String> notices = new CopyOnWriteArrayList<>();
        try (Relay relay = new Relay(chat.getPort());
                Link link = new Link(URI.create("ws://127.0.0.1:" + relay.port() + "/chat"), "admin")) {
            assertThat(link.open()).isInstanceOf(Attempt.Connected.class);
            link.keepOpen(notices::add);

            relay.cut();

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(notices)
                    .contains("Connected again."));
            assertThat(notices).first().asString().startsWith("Connection lost");
            assertThat(link.current(PATIENCE)).isInstanceOfSatisfying(Attempt.Connected.class, again -> assertThat(
                            new Exchange(again.connection(), new PlainScreen(System.out, System.err), null)
                                    .run("/whoami"))
                    .isEqualTo(ExitStatus.OK));
        }
    }

    private static void type(OutputStream in, String text) throws IOException {
        in.write(text.getBytes(UTF_8));
        in.flush();
    }

    private Finished run(String... arguments) throws IOException, InterruptedException {
        return finish(begin(command(url(), arguments)));
    }

    private String url() {
        return chat.toString().replaceFirst("^http", "ws");
    }

    private List<String> command(String url, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                TerminalMain.class.getName(),
                "--url",
                url,
                "--token-file",
                directory.resolve("token").toString(),
                "--history-file",
                directory.resolve("history").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process begin(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("VMC_TOKEN");
        builder.environment().put("TERM", "xterm");
        builder.redirectError(directory.resolve("err").toFile());
        return builder.start();
    }

    private Finished finish(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Finished(process.exitValue(), out, Files.readString(directory.resolve("err")));
    }

    private record Finished(int status, String out, String err) {}

    /** What a process writes, read from one expected text to the next. */
    private static final class Output {
        private final StringBuffer text = new StringBuffer();
        private int read;

        Output(Process process) {
            Thread.ofVirtual().start(() -> {
                try (var reader = process.inputReader(UTF_8)) {
                    for (int character = reader.read(); character >= 0; character = reader.read()) {
                        text.append((char) character);
                    }
                } catch (IOException e) {
                    text.append(e);
                }
            });
        }

        void await(String expected) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(text.substring(read))
                    .contains(expected));
            read = text.indexOf(expected, read) + expected.length();
        }
    }
}
