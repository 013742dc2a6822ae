package org.vmc.build.builders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.build.hosts.HostAccess;
import org.vmc.build.recipes.Commands;
import org.vmc.build.sources.Sha256;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.http.problem.ProblemException;
import org.vmc.ssh.HostKeys;
import org.vmc.ssh.SshSettings;

class WorkspaceTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long ENOUGH_BYTES = 1L << 30;
    private static final LoopbackCluster CLUSTER = new LoopbackCluster();

    @TempDir
    Path directory;

    HostAccess access;
    UUID buildId;
    Workspace workspace;
    String digest = "";
    String launcher = "";

    @BeforeAll
    static void startCluster() {
        assumeTrue(
                LoopbackCluster.missing().isEmpty(),
                () -> "not installed here: apt-get install " + String.join(" ", LoopbackCluster.missing()));
        CLUSTER.start();
    }

    @AfterAll
    static void stopCluster() {
        CLUSTER.stop();
    }

    @BeforeEach
    void openWorkspace() throws Exception {
        access = access();
        buildId = UUID.randomUUID();
        workspace = workspace(access);
    }

    @AfterEach
    void removeWorkspace() throws Exception {
        if (workspace != null) {
            workspace.kill();
            workspace.remove();
            access.close();
        }
    }

    @Test
    void anArchiveIsUnpackedWithItsSingleDirectoryOrWithoutOne() throws Exception {
        workspace.unpack(archive("one/a.c", "one/sub/b.c"), digest, ENOUGH_BYTES);
        assertThat(source("a.c")).exists();
        assertThat(source("sub/b.c")).exists();

        workspace.remove();
        workspace.unpack(archive("a.c", "sub/b.c"), digest, ENOUGH_BYTES);
        assertThat(source("a.c")).exists();
        assertThat(source("sub/b.c")).exists();
    }

    @Test
    void unpackingAgainLeavesTheTreeAsItIs() throws Exception {
        var archive = archive("a.c", "b.c");
        workspace.unpack(archive, digest, ENOUGH_BYTES);
        Files.writeString(source("a.o"), "built");

        workspace.unpack(archive, digest, ENOUGH_BYTES);

        assertThat(source("a.o")).hasContent("built");
    }

    @Test
    void anArchiveThatWasDamagedOnTheWayIsRefused() throws Exception {
        var archive = archive("a.c", "b.c");

        assertThatThrownBy(() -> workspace.unpack(archive, "0".repeat(64), ENOUGH_BYTES))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("unpack the source");
        assertThat(source("")).doesNotExist();
    }

    @Test
    void anArchiveThatUnpacksToMoreThanAllowedIsRefused() throws Exception {
        var tree = Files.createDirectory(directory.resolve("bomb"));
        try (var zeros = new RandomAccessFile(tree.resolve("zeros").toFile(), "rw")) {
            zeros.setLength(10_000_000);
        }
        var archive = directory.resolve("bomb.tar.gz");
        var pack = List.of("tar", "-czf", archive.toString(), "-C", directory.toString(), "bomb");
        assertThat(new ProcessBuilder(pack).inheritIO().start().waitFor()).isZero();
        assertThat(Files.size(archive)).isLessThan(100_000);
        var sha256 = Sha256.of(archive);

        assertThatThrownBy(() -> workspace.unpack(archive, sha256, 1_000_000))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("it unpacks to more than 1000000 bytes");
        assertThat(source("")).doesNotExist();
        assertThat(source("../unpacking")).doesNotExist();
        workspace.unpack(archive, sha256, 20_000_000);
        assertThat(source("zeros")).hasSize(10_000_000);
    }

    @Test
    void aFileLargerThanAllowedEndsTheCommandThatWritesIt() throws Exception {
        begin(List.of("sh", "-c", "head -c 3000000 /dev/zero >large; test $? -ne 0 && echo ended"));
        workspace.start("", 0, "gcc", 1_000_000);

        assertThat(follow()).contains("ended");
        assertThat(Files.size(source("large"))).isLessThanOrEqualTo(1_000_000);
    }

    @Test
    void commandsRunOnceAndTellStatusAndTimes() throws Exception {
        begin(List.of("sh", "-c", "echo run >>ran; sleep 0.3; exit 3"));
        workspace.start("", 5, "gcc", ENOUGH_BYTES);
        workspace.start("", 5, "gcc", ENOUGH_BYTES);
        follow();

        assertThat(workspace.state()).isInstanceOfSatisfying(RunState.Finished.class, finished -> {
            assertThat(finished.status()).isEqualTo(3);
            assertThat(finished.times()).isNotNull();
            assertThat(finished.times().realMillis()).isBetween(300L, 30_000L);
        });
        workspace.start("", 5, "gcc", ENOUGH_BYTES);
        assertThat(source("ran")).hasContent("run");
    }

    @Test
    void anotherServiceGoesOnFollowingWhatOneHasStarted() throws Exception {
        begin(List.of("sh", "-c", "for n in 1 2 3 4 5 6; do echo line $n; sleep 0.2; done"));
        workspace.start("", 0, "gcc", ENOUGH_BYTES);
        access.close();

        access = access();
        workspace = workspace(access);
        assertThat(workspace.state()).isInstanceOf(RunState.Running.class);
        var lines = follow();

        assertThat(lines).contains("line 1", "line 6").doesNotHaveDuplicates();
        assertThat(workspace.state()).isInstanceOf(RunState.Finished.class);
        assertThat(follow()).isEqualTo(lines);
    }

    @Test
    void endingTheProcessesReachesThoseThatLeftTheirSessionAndTheirEnvironment() throws Exception {
        var marker = "600." + System.nanoTime() % 1_000_000;
        begin(List.of("sh", "-c", "setsid sleep " + marker + "1 & env -i sleep " + marker + "2 & wait"));
        workspace.start("", 0, "gcc", ENOUGH_BYTES);
        await().until(() ->
                commandLines().filter(line -> line.contains("sleep " + marker)).count() >= 2);

        workspace.kill();

        assertThat(commandLines()).noneMatch(line -> line.contains("sleep " + marker));
        assertThat(workspace.state()).isInstanceOf(RunState.Vanished.class);
        workspace.start("", 0, "gcc", ENOUGH_BYTES);
        assertThat(workspace.state()).as("never built twice in one tree").isInstanceOf(RunState.Vanished.class);
    }

    @Test
    void configureIsNotPartOfTheTimeAndStopsTheBuildWhenItFails() throws Exception {
        prepare(new Commands("", List.of(List.of("false")), List.of(List.of("touch", "built")), List.of(), Map.of()));
        workspace.start("", 0, "gcc", ENOUGH_BYTES);
        follow();

        assertThat(workspace.state()).isEqualTo(new RunState.Finished(1, RunState.Phase.CONFIGURE, null, null));
        assertThat(source("built")).doesNotExist();
    }

    @Test
    void testsRunAfterTheBuildWithAClockOfTheirOwnAndFailIt() throws Exception {
        launcher = "nobody";
        prepare(new Commands(
                "",
                List.of(),
                List.of(List.of("sh", "-c", "echo \"launched by '$VMC_LAUNCHER'\"")),
                List.of(
                        List.of("sh", "-c", "echo \"tested by '$VMC_LAUNCHER'\"; sleep 0.3; exit 7"),
                        List.of("touch", "later")),
                Map.of()));
        workspace.start("", 0, "gcc", ENOUGH_BYTES);
        var log = follow();

        assertThat(workspace.state()).isInstanceOfSatisfying(RunState.Finished.class, finished -> {
            assertThat(finished.status()).isEqualTo(7);
            assertThat(finished.phase()).isEqualTo(RunState.Phase.TEST);
            assertThat(finished.times()).isNotNull();
            assertThat(finished.testTimes()).isNotNull();
            assertThat(finished.testTimes().realMillis()).isBetween(300L, 30_000L);
        });
        assertThat(log).contains("launched by 'nobody'", "tested by ''");
        assertThat(source("later")).doesNotExist();
    }

    @Test
    void commandsSeeNothingOfTheLogin() throws Exception {
        begin(List.of("env"));
        workspace.start("", 0, "gcc", ENOUGH_BYTES);

        assertThat(follow().stream()
                        .filter(line -> line.contains("="))
                        .map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrder(
                        "HOME",
                        "LC_ALL",
                        "PATH",
                        "SOURCE_DATE_EPOCH",
                        "TZ",
                        "VMC_COMPILE_OPTIONS",
                        "VMC_LAUNCHER",
                        "VMC_SOURCE",
                        "VMC_WORKSPACE");
    }

    @Test
    void filesAreFoundWhateverTheirNames() throws Exception {
        begin(List.of("true"));
        var names = List.of("plain.o", "with space.o", "quote'\".o", "$(touch x).o", "new\nline.o", "-dash.o", "ä.o");
        for (var name : names) {
            Files.writeString(source(name), name);
        }
        LoopbackCluster.giveToBuilds(Files.createDirectories(source("sub")));
        Files.writeString(source("sub/kept"), "kept");
        Files.writeString(source("sub/other"), "other");

        var files = workspace.files(List.of("*.o"), List.of("sub/kept"));

        assertThat(files)
                .extracting(BuiltFile::path)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(names.stream(), Stream.of("sub/kept")).toList());
        assertThat(files).allSatisfy(file -> {
            assertThat(file.sha256()).isEqualTo(Sha256.of(source(file.path())));
            assertThat(file.sizeBytes()).isEqualTo(Files.size(source(file.path())));
        });
    }

    @Test
    void noFileIsMissingFromALongList() throws Exception {
        begin(List.of("bash", "-c", "touch {10..49}.o"));
        workspace.start("", 0, "gcc", ENOUGH_BYTES);
        follow();

        var keepsLittle = SshSettings.DEFAULT.withCaptureBytes(1000);
        try (var other = new HostAccess(keepsLittle, HostKeys.pinningNewHosts(directory.resolve("known_hosts")))) {
            assertThat(workspace(other).files(List.of("*.o"), List.of())).hasSize(40);
        }
    }

    @Test
    void assemblerSourcesAndPreprocessedTextAreCompiledAsTheyWouldBeWithoutUs() throws Exception {
        begin(List.of("sh", "-c", "vmc-cc gcc -c a.S -o a.o && vmc-cc gcc -E b.c >b.i && vmc-cc gcc -g -c b.c -o b.o"));
        Files.writeString(source("a.S"), "#define NAME symbol\n.globl NAME\nNAME: nop\n");
        Files.writeString(source("b.c"), "#define VALUE 42\nint f(void) { return VALUE; }\n");
        workspace.start("", 0, "gcc", ENOUGH_BYTES);
        var log = follow();

        assertThat(workspace.state())
                .as(log.toString())
                .isInstanceOfSatisfying(RunState.Finished.class, finished -> assertThat(finished.status())
                        .isZero());
        assertThat(source("b.i")).content().contains("return 42;");
    }

    private void begin(List<String> command) throws Exception {
        prepare(new Commands("", List.of(), List.of(command), List.of(), Map.of()));
    }

    private void prepare(Commands commands) throws Exception {
        workspace.unpack(archive("Makefile", "README"), digest, ENOUGH_BYTES);
        workspace.prepare(commands, launcher, Map.of());
    }

    private List<String> follow() throws InterruptedException {
        var lines = new ArrayList<String>();
        workspace.follow(LIMIT, lines::add);
        return lines;
    }

    private HostAccess access() {
        return new HostAccess(
                SshSettings.DEFAULT.withConnectTimeout(Duration.ofSeconds(10)),
                HostKeys.pinningNewHosts(directory.resolve("known_hosts")));
    }

    private Workspace workspace(HostAccess through) {
        var builder = new Builder(LoopbackCluster.BUILDER, CLUSTER.builder(), 1);
        return new Workspace(through, builder, CLUSTER.scratch().toString(), buildId);
    }

    private Path source(String path) {
        return CLUSTER.scratch().resolve(buildId.toString()).resolve("source").resolve(path);
    }

    private static Stream<String> commandLines() {
        return ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream());
    }

    private Path archive(String... paths) throws IOException, InterruptedException {
        var tree = Files.createTempDirectory(directory, "tree");
        for (var path : paths) {
            Files.createDirectories(tree.resolve(path).getParent());
            Files.writeString(tree.resolve(path), path);
        }
        var archive = directory.resolve(tree.getFileName() + ".tar");
        var tops =
                Arrays.stream(paths).map(path -> path.split("/")[0]).distinct().toList();
        var command = new ArrayList<>(List.of("tar", "-cf", archive.toString(), "-C", tree.toString()));
        command.addAll(tops);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        digest = Sha256.of(archive);
        return archive;
    }
}
