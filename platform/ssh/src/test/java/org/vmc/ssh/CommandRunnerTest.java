package org.vmc.ssh;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CommandRunnerTest {

    @TempDir
    static Path sshdDirectory;

    static Sshd sshd;

    @TempDir
    Path directory;

    CommandRunner runner;

    @BeforeAll
    static void startSshd() throws Exception {
        sshd = Sshd.start(sshdDirectory);
    }

    @AfterAll
    static void stopSshd() throws Exception {
        if (sshd != null) {
            sshd.close();
        }
    }

    @BeforeEach
    void open() {
        runner = new CommandRunner(SshSettings.DEFAULT, HostKeys.pinningNewHosts(directory.resolve("known_hosts")));
    }

    @AfterEach
    void close() {
        if (runner != null) {
            runner.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "plain",
                "two words",
                "it's",
                "\"double\"",
                "'; touch /tmp/vmc-pwned; '",
                "$(touch /tmp/vmc-pwned)",
                "`touch /tmp/vmc-pwned`",
                "${HOME}",
                "$HOME",
                "; exit 3",
                "a && b || c | d > e < f &",
                "line one\nline two\n",
                "\n",
                "tab\there",
                "back\\slash\\",
                "-rf",
                "--",
                "--help",
                "*",
                "?[a-z]{1,2}",
                "~root",
                "!!",
                "#comment",
                "žluťoučký kůň 🐎",
                "\u202e\u0000x",
                "\u001b[31mred",
                "%s%n\\n",
                "=a",
                "a=b",
                "\r\n",
            })
    void deliversEveryArgumentLiterally(String argument) {
        var text = argument.replace("\0", "");
        var outcome = run(Command.of("printf", "%s", text));
        assertThat(exited(outcome).stdout().text()).isEqualTo(text);
        assertThat(Path.of("/tmp/vmc-pwned")).doesNotExist();
    }

    @Test
    void keepsArgumentsApart() {
        var outcome =
                run(Command.of("sh", "-c", "for a; do printf '[%s]' \"$a\"; done", "sh", "a b", "", "c'\n'd", "-e"));
        assertThat(exited(outcome).stdout().text()).isEqualTo("[a b][][c'\n'd][-e]");
    }

    @Test
    void passesEnvironmentDirectoryAndInput() throws IOException {
        var odd = Files.createDirectory(directory.resolve("it's; a $(dir)"));
        var command = Command.of("sh", "-c", "printf '%s|' \"$GREETING\"; pwd; cat")
                .with("GREETING", "hi '$(x)'\n;")
                .in(odd.toString())
                .reading("from input\nžluť");
        assertThat(exited(run(command)).stdout().text())
                .isEqualTo("hi '$(x)'\n;|" + odd.toRealPath() + "\nfrom input\nžluť");
    }

    @Test
    void reportsStatusAndBothStreams() {
        var outcome = exited(run(Command.of("sh", "-c", "echo out; echo err >&2; exit 7")));
        assertThat(outcome.status()).isEqualTo(7);
        assertThat(outcome.stdout().text()).isEqualTo("out\n");
        assertThat(outcome.stderr().text()).isEqualTo("err\n");
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.summary()).isEqualTo("exited with 7: err");
    }

    @Test
    void reportsSignalsAndMissingProgramsAsAShellDoes() {
        assertThat(exited(run(Command.of("sh", "-c", "kill -9 $$"))).status()).isEqualTo(137);
        assertThat(exited(run(Command.of("no-such-program"))).status()).isEqualTo(127);
        assertThat(exited(run(Command.of("pwd").in("/no/such/directory"))).status())
                .isEqualTo(125);
    }

    @Test
    void givesEndOfFileToAProgramThatReads() {
        assertThat(exited(run(Command.of("cat"))).stdout().text()).isEmpty();
    }

    @Test
    void keepsTheBeginningOfLargeOutputAndCountsAll() {
        runner.close();
        runner = runner(SshSettings.DEFAULT.withCaptureBytes(1000));
        var outcome = exited(run(Command.of("head", "-c", "50000000", "/dev/zero")));
        assertThat(outcome.stdout().totalBytes()).isEqualTo(50_000_000);
        assertThat(outcome.stdout().truncated()).isTrue();
        assertThat(outcome.stdout().text()).hasSize(1000);
    }

    @Test
    void takesLargeInput() {
        var input = "0123456789abcdef".repeat(200_000);
        assertThat(exited(run(Command.of("wc", "-c").reading(input)))
                        .stdout()
                        .text()
                        .strip())
                .isEqualTo("3200000");
    }

    @Test
    void streamsLinesAsTheyArrive() {
        var first = new CompletableFuture<OutputLine>();
        var lines = Collections.synchronizedList(new ArrayList<OutputLine>());
        var running = runner.start(
                sshd.target(), Command.of("sh", "-c", "echo one; echo two >&2; sleep 2; printf end"), line -> {
                    first.complete(line);
                    lines.add(line);
                });
        assertThat(first).succeedsWithin(Duration.ofSeconds(5));
        assertThat(running.isDone()).isFalse();
        assertThat(running.await().succeeded()).isTrue();
        assertThat(lines)
                .containsExactlyInAnyOrder(
                        new OutputLine(OutputLine.Stream.STDOUT, "one"),
                        new OutputLine(OutputLine.Stream.STDERR, "two"),
                        new OutputLine(OutputLine.Stream.STDOUT, "end"));
    }

    @Test
    void aSlowReaderHoldsUpNoOtherCommand() {
        var gate = new CompletableFuture<Void>();
        var held = runner.start(sshd.target(), Command.of("echo", "x"), line -> gate.join());
        assertThat(run(Command.of("true")).succeeded()).isTrue();
        gate.complete(null);
        assertThat(held.await().succeeded()).isTrue();
    }

    @Test
    void endsTheCommandWhenItsOutputIsNotAccepted() {
        var running = runner.start(sshd.target(), Command.of("sh", "-c", "echo x; exec sleep 4711"), line -> {
            throw new IllegalStateException("full");
        });
        assertThatThrownBy(running::await).hasMessageContaining("not accepted").hasRootCauseMessage("full");
        assertThat(remains("sleep 4711")).isFalse();
    }

    @Test
    void endsEverythingWhenTimeIsUp() {
        var pack = "sleep 4712 & setsid sleep 4712 & (trap '' TERM; sleep 4712) & env -i sleep 4712 & echo begun; wait";
        var outcome = run(Command.of("sh", "-c", pack).within(Duration.ofSeconds(1)));
        assertThat(outcome)
                .asInstanceOf(InstanceOfAssertFactories.type(CommandOutcome.TimedOut.class))
                .satisfies(timedOut -> {
                    assertThat(timedOut.ended()).isTrue();
                    assertThat(timedOut.stdout().text()).isEqualTo("begun\n");
                });
        assertThat(remains("sleep 4712")).isFalse();
    }

    @Test
    void endsWhatIgnoresPolitenessWhenCancelled() {
        var begun = new CompletableFuture<Void>();
        var running = runner.start(
                sshd.target(),
                Command.of("sh", "-c", "trap '' TERM; echo begun; while :; do sleep 0.4713; done"),
                line -> begun.complete(null));
        assertThat(begun).succeedsWithin(Duration.ofSeconds(5));
        running.cancel();
        assertThat(running.await())
                .asInstanceOf(InstanceOfAssertFactories.type(CommandOutcome.Cancelled.class))
                .satisfies(cancelled -> assertThat(cancelled.ended()).isTrue());
        assertThat(remains("sleep 0.4713")).isFalse();
    }

    @Test
    void cancelsWhenTheWaitingThreadIsInterrupted() throws Exception {
        var outcome = new CompletableFuture<CommandOutcome>();
        var begun = new CompletableFuture<Void>();
        var waiting = Thread.ofVirtual()
                .start(() -> outcome.complete(runner.run(
                        sshd.target(),
                        Command.of("sh", "-c", "echo begun; exec sleep 4714"),
                        line -> begun.complete(null))));
        assertThat(begun).succeedsWithin(Duration.ofSeconds(5));
        waiting.interrupt();
        assertThat(outcome).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(CommandOutcome.Cancelled.class);
        assertThat(remains("sleep 4714")).isFalse();
    }

    @Test
    void closingTheRunnerEndsWhatRuns() {
        var begun = new CompletableFuture<Void>();
        var running = runner.start(
                sshd.target(), Command.of("sh", "-c", "echo begun; exec sleep 4715"), line -> begun.complete(null));
        assertThat(begun).succeedsWithin(Duration.ofSeconds(5));
        runner.close();
        assertThat(running.await()).isInstanceOf(CommandOutcome.Cancelled.class);
        assertThat(remains("sleep 4715")).isFalse();
    }

    @Test
    void runsManyCommandsWithinTheLimit() {
        runner.close();
        runner = runner(SshSettings.DEFAULT.withConnectionsPerHost(4));
        var counter = directory.resolve("running");
        var script = "echo >> \"$1\"; sleep 0.2; echo";
        var running = IntStream.range(0, 24)
                .mapToObj(number -> runner.start(
                        sshd.target(), Command.of("sh", "-c", script, "sh", counter.toString()), line -> {}))
                .toList();
        assertThat(running)
                .allSatisfy(each -> assertThat(each.await().succeeded()).isTrue());
        assertThat(counter).content().hasLineCount(24);
    }

    @Test
    void saysBusyWhenNoTurnComesInTime() {
        runner.close();
        runner = runner(SshSettings.DEFAULT.withConnectionsPerHost(1));
        var begun = new CompletableFuture<Void>();
        var first = runner.start(
                sshd.target(), Command.of("sh", "-c", "echo begun; sleep 30"), line -> begun.complete(null));
        assertThat(begun).succeedsWithin(Duration.ofSeconds(5));
        assertThat(problem(run(Command.of("true").within(Duration.ofMillis(200)))))
                .isInstanceOf(SshProblem.Busy.class);
        first.cancel();
        first.await();
    }

    @Test
    void refusesACommandLineNoHostAccepts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(Command.of("echo", "x".repeat(140_000))))
                .withMessageContaining("standard input");
    }

    @Test
    void pinsAHostOnFirstContactAndRefusesAnotherKeyEverAfter() throws Exception {
        var own = Files.createDirectory(directory.resolve("own"));
        try (var host = Sshd.start(own)) {
            assertThat(runner.run(host.target(), Command.of("true")).succeeded())
                    .isTrue();
            assertThat(directory.resolve("known_hosts"))
                    .content()
                    .startsWith("[127.0.0.1]:" + host.target().port() + " ");
            host.stop();
            host.replaceHostKey();
            host.restart();
            var problem = await().until(
                            () -> problem(runner.run(host.target(), Command.of("true"))),
                            found -> found instanceof SshProblem.HostKeyChanged);
            assertThat(problem.explanation()).contains("ssh-keygen -R", "SHA256:", "somebody may be in between");
        }
    }

    @Test
    void refusesAnUnknownHostWhenFirstContactIsNotApproved() {
        try (var strict = new CommandRunner(SshSettings.DEFAULT, HostKeys.onlyKnown(directory.resolve("none")))) {
            assertThat(problem(strict.run(sshd.target(), Command.of("true"))))
                    .isInstanceOf(SshProblem.HostKeyUnknown.class);
            assertThat(directory.resolve("none")).doesNotExist();
        }
    }

    @Test
    void saysWhichKeyIsRefusedOrUnusable() throws Exception {
        Sshd.generateKey(directory.resolve("stranger"));
        var stranger = sshd.targetWith(directory.resolve("stranger"));
        assertThat(problem(runner.run(stranger, Command.of("true")))).isEqualTo(new SshProblem.AccessDenied(stranger));
        var noKey = sshd.targetWith(Files.writeString(directory.resolve("junk"), "not a key"));
        assertThat(problem(runner.run(noKey, Command.of("true")))).isInstanceOf(SshProblem.KeyUnusable.class);
        var missing = sshd.targetWith(directory.resolve("missing"));
        assertThat(problem(runner.run(missing, Command.of("true")))).isInstanceOf(SshProblem.KeyUnusable.class);
    }

    @Test
    void saysUnreachableWhenNobodyListens() throws Exception {
        var nobody =
                new Target("127.0.0.1", Sshd.freePort(), "root", sshd.target().keyFile());
        assertThat(problem(runner.run(nobody, Command.of("true")))).isInstanceOf(SshProblem.Unreachable.class);
    }

    @Test
    void reportsALostConnectionAndConnectsAnewWhenTheHostIsBack() throws Exception {
        var own = Files.createDirectory(directory.resolve("own"));
        try (var host = Sshd.start(own)) {
            var begun = new CompletableFuture<Void>();
            var running = runner.start(
                    host.target(), Command.of("sh", "-c", "echo begun; exec sleep 4716"), line -> begun.complete(null));
            assertThat(begun).succeedsWithin(Duration.ofSeconds(5));
            host.stop();
            assertThat(running.await()).isInstanceOf(CommandOutcome.ConnectionLost.class);
            host.restart();
            assertThat(runner.run(host.target(), Command.of("true")).succeeded())
                    .isTrue();
        }
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("sleep 4716"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void anIdleConnectionThatDiedIsReplaced() throws Exception {
        var own = Files.createDirectory(directory.resolve("own"));
        try (var host = Sshd.start(own)) {
            assertThat(runner.run(host.target(), Command.of("true")).succeeded())
                    .isTrue();
            host.stop();
            host.restart();
            assertThat(runner.run(host.target(), Command.of("true")).succeeded())
                    .isTrue();
        }
    }

    private CommandRunner runner(SshSettings settings) {
        return new CommandRunner(settings, HostKeys.pinningNewHosts(directory.resolve("known_hosts")));
    }

    private CommandOutcome run(Command command) {
        return runner.run(sshd.target(), command);
    }

    private static CommandOutcome.Exited exited(CommandOutcome outcome) {
        return assertThat(outcome)
                .asInstanceOf(InstanceOfAssertFactories.type(CommandOutcome.Exited.class))
                .actual();
    }

    private static SshProblem problem(CommandOutcome outcome) {
        return assertThat(outcome)
                .extracting(
                        each -> ((CommandOutcome.NotStarted) each).problem(),
                        as(InstanceOfAssertFactories.type(SshProblem.class)))
                .actual();
    }

    private static boolean remains(String commandLine) {
        return ProcessHandle.allProcesses()
                .map(process -> List.of(process.info().arguments().orElse(new String[0])))
                .anyMatch(arguments -> ("sleep " + String.join(" ", arguments)).equals(commandLine));
    }
}
