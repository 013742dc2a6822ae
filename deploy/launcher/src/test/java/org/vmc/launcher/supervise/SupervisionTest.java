package org.vmc.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.launcher.parts.ChildProcess;
import org.vmc.launcher.parts.Part;
import org.vmc.launcher.parts.PartFailure;
import org.vmc.launcher.parts.RunningPart;

/** Real small processes, kept running and stopped. */
class SupervisionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BackOff QUICK =
            new BackOff(Duration.ofMillis(10), Duration.ofMillis(200), Duration.ofMinutes(1));

    @TempDir
    Path directory;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @SuppressWarnings("NullAway.Init")
    private Supervision supervision;

    @SuppressWarnings("NullAway.Init")
    private StateFile file;

    @BeforeEach
    void fileInTheDirectory() {
        file = new StateFile(directory);
    }

    @AfterEach
    void stopAll() {
        supervision.stop();
    }

    @Test
    void startsAPartWhenThoseBeforeItAreReady() {
        supervise(
                part("database", Set.of(), "echo ready; exec sleep 60"),
                part("service", Set.of("database"), "cat database.log; echo ready; exec sleep 60"));

        awaitState("service", PartState.READY);

        assertThat(state().isReady()).isTrue();
        assertThat(directory.resolve("service.log")).content().startsWith("ready\nready");
    }

    @Test
    void startsAPartAgainThatDied() {
        supervise(part("service", Set.of(), "echo ready; exec sleep 60"));
        awaitState("service", PartState.READY);
        long first = pid("service");

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE)
                .until(() ->
                        status("service").restarts() == 1 && status("service").state() == PartState.READY);
        assertThat(pid("service")).isNotEqualTo(first);
        assertThat(status("service").trouble()).contains("ended with exit status 137");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("service ended with exit status 137");
    }

    @Test
    void saysWhyAPartDoesNotStartAndGoesOnTrying() {
        supervise(part("service", Set.of(), "echo no configuration; exit 7"));

        await().atMost(PATIENCE).until(() -> status("service").restarts() >= 3);

        assertThat(status("service").trouble()).contains("ended with exit status 7 before it was ready");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("no configuration");
        assertThat(state().isReady()).isFalse();
    }

    @Test
    void leavesNoProcessAndNoStateWhenItStops() {
        supervise(
                part("database", Set.of(), "echo ready; exec sleep 60"),
                part("service", Set.of("database"), "echo ready; exec sleep 60"));
        awaitState("service", PartState.READY);
        List<Long> pids = List.of(pid("database"), pid("service"));

        supervision.stop();

        assertThat(pids)
                .noneMatch(
                        pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        assertThat(file.read()).isEmpty();
    }

    @Test
    void stopsAPartBeforeThoseItNeeds() {
        String tellTheEnd =
                "trap 'echo end of $0 >> ../%s/order; exit 0' TERM; echo ready; while :; do sleep 0.05; done";
        String name = directory.getFileName().toString();
        supervise(
                part("database", Set.of(), tellTheEnd.formatted(name)),
                part("service", Set.of("database"), tellTheEnd.formatted(name)));
        awaitState("service", PartState.READY);

        supervision.stop();

        assertThat(directory.resolve("order")).hasContent("end of service\nend of database\n");
    }

    @Test
    void stopsAPartThatIsStillStarting() {
        supervise(part("slow", Set.of(), "echo $$ > pid; exec sleep 60"));
        await().atMost(PATIENCE).until(() -> directory.resolve("pid").toFile().length() > 0);

        supervision.stop();

        assertThat(directory.resolve("pid")).content().satisfies(pid -> assertThat(
                        ProcessHandle.of(Long.parseLong(pid.trim()))
                                .map(ProcessHandle::isAlive)
                                .orElse(false))
                .isFalse());
    }

    @Test
    void writesDownAProcessThatIsStillStarting() {
        supervise(part("slow", Set.of(), "exec sleep 60"));
        await().atMost(PATIENCE).until(() -> status("slow").process() != null);
        long pid = pid("slow");

        // What the next supervisor does when this one is killed now.
        assertThat(Leftovers.end(state())).containsExactly("slow");

        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void keepsPartsAlthoughTheStateCannotBeWritten() throws IOException {
        supervise(part("service", Set.of(), "echo ready; exec sleep 60"));
        awaitState("service", PartState.READY);
        long first = pid("service");
        Path inTheWay = Files.createDirectory(directory.resolve("state.json.new"));

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(directory.resolve("service.log"))
                .hasContent("ready\nready"));
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("Cannot write " + directory.resolve("state.json"));
        Files.delete(inTheWay);
    }

    private void supervise(Part... parts) {
        supervision = new Supervision(
                List.of(parts), file, QUICK, Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8));
        supervision.start();
    }

    private Part part(String name, Set<String> after, String script) {
        return new ShellPart(name, after, script, directory);
    }

    private void awaitState(String part, PartState state) {
        await().atMost(PATIENCE).until(() -> status(part).state() == state);
    }

    private long pid(String part) {
        var process = status(part).process();
        if (process == null) {
            throw new AssertionError(part + " has no process");
        }
        return process.pid();
    }

    private PartStatus status(String part) {
        return state().parts().stream()
                .filter(status -> status.name().equals(part))
                .findFirst()
                .orElseThrow();
    }

    private RunState state() {
        return file.read().orElseThrow();
    }

    /** A shell script; ready when it says so. */
    private record ShellPart(String name, Set<String> after, String script, Path directory) implements Part {

        @Override
        public RunningPart start(Consumer<Process> spawned) throws PartFailure {
            ChildProcess child = new ChildProcess(
                    name, List.of("sh", "-c", script, name), Map.of(), directory, directory.resolve(name + ".log"));
            Process process = child.startAndAwaitLine(PATIENCE, "ready", spawned);
            return new RunningPart(process, name, () -> ChildProcess.stop(process, Duration.ofSeconds(10)));
        }
    }
}
