package org.vmc.build.builders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.build.hosts.HostAccess;
import org.vmc.build.recipes.Commands;
import org.vmc.build.recipes.RecipeOverrides;
import org.vmc.build.sources.Sha256;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.build.toolchain.Toolchains;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.ssh.HostKeys;
import org.vmc.ssh.SshSettings;

/**
 * Texts that mean something to shells, programs or file systems, drawn from a seed, in every place a recipe has for a
 * text: each is refused with the place's name, or arrives as it is. More with {@code -Dvmc.hostile=1000}, others with
 * {@code -Dvmc.hostile.seed=2}.
 */
class HostileTextsTest {
    private static final int COUNT = Integer.getInteger("vmc.hostile", 200);
    private static final int SEED = Integer.getInteger("vmc.hostile.seed", 1);
    private static final int MOST_ARGUMENTS = 100;
    private static final long ENOUGH_BYTES = 1L << 30;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final LoopbackCluster CLUSTER = new LoopbackCluster();

    @TempDir
    Path directory;

    HostAccess access;
    Workspace workspace;
    UUID buildId;
    Path witness;

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
    void openWorkspace() {
        access = new HostAccess(
                SshSettings.DEFAULT.withConnectTimeout(Duration.ofSeconds(10)),
                HostKeys.pinningNewHosts(directory.resolve("known_hosts")));
        buildId = UUID.randomUUID();
        witness = CLUSTER.scratch().resolve("witness-" + buildId);
        workspace = new Workspace(
                access,
                new Builder(LoopbackCluster.BUILDER, CLUSTER.builder(), 1),
                CLUSTER.scratch().toString(),
                buildId);
    }

    @AfterEach
    void removeWorkspace() throws Exception {
        workspace.kill();
        workspace.remove();
        access.close();
        assertThat(witness).as("made by a text that was taken for a command").doesNotExist();
    }

    @Test
    void inEveryFieldEachIsRefusedWithTheFieldsNameOrIsTheOneThatArrives() throws Exception {
        var texts = texts();
        var arguments = new ArrayList<String>();
        var variables = new TreeMap<String, String>();
        for (var text : texts) {
            var fields = refused(text);
            assertThat(fields)
                    .as("names of programs are never hostile: %s", text)
                    .contains("compiler", "cxxCompiler", "programs[0]");
            assertThat(fields.contains("build[0]"))
                    .as("an argument is anything that a program can be given: %s", text)
                    .isEqualTo(text.indexOf('\0') >= 0 || text.startsWith("half"));
            if (!fields.contains("build[0]")) {
                arguments.add(text);
                variables.put("HOSTILE_" + variables.size(), text);
            }
            if (text.contains("..") && List.of(text.split("/", -1)).contains("..") || text.startsWith("/")) {
                assertThat(fields).contains("directory", "objects[0]", "artifacts[0]");
            }
        }
        var commands = new ArrayList<List<String>>();
        for (var from = 0; from < arguments.size(); from += MOST_ARGUMENTS) {
            var command = new ArrayList<>(
                    List.of("sh", "-c", "for text; do printf '%s\\0' \"$text\" >>../arrived; done", "show"));
            command.addAll(arguments.subList(from, Math.min(arguments.size(), from + MOST_ARGUMENTS)));
            commands.add(command);
        }
        commands.add(List.of("sh", "-c", "env -0 >../environment"));

        unpack(List.of("README"));
        run(new Commands("", List.of(), commands, List.of(), variables));

        assertThat(nulTerminated("arrived")).containsExactlyElementsOf(arguments);
        assertThat(nulTerminated("environment"))
                .containsAll(variables.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList());
    }

    @Test
    void aProgramOfSuchANameIsNotThereAndNothingElseIsRun() throws Exception {
        var programs = texts().stream()
                .filter(text -> !refused(text).contains("build[0]") && !text.isBlank())
                .toList();

        var missing = Toolchains.missing(access, CLUSTER.builder(), programs);

        assertThat(missing)
                .containsExactlyElementsOf(
                        String.join("\n", programs).concat("\n").lines().toList());
        unpack(List.of("README"));
        workspace.prepare(
                new Commands("", List.of(), List.of(List.of(programs.getFirst())), List.of(), Map.of()), "", Map.of());
        workspace.start("", 0, "gcc", ENOUGH_BYTES);
        workspace.follow(LIMIT, line -> {});
        assertThat(workspace.state())
                .isInstanceOfSatisfying(RunState.Finished.class, finished -> assertThat(finished.status())
                        .isNotZero());
    }

    @Test
    void filesOfSuchNamesAreUnpackedFoundAndFetchedAndPatternsFindNothingElsewhere() throws Exception {
        var names = texts().stream().filter(HostileTextsTest::isFileName).toList();
        assertThat(names).hasSizeGreaterThan(COUNT / 3);

        unpack(names);
        var found = workspace.files(List.of("*"), List.of());

        assertThat(found).extracting(BuiltFile::path).containsExactlyInAnyOrderElementsOf(names);
        for (var file : found.subList(0, 10)) {
            var fetched = new ByteArrayOutputStream();
            workspace.read(file, fetched);
            assertThat(fetched.toString(UTF_8)).isEqualTo(file.path());
        }
        var patterns = texts().stream()
                .filter(text -> !refused(text).contains("artifacts[0]"))
                .toList();
        for (var from = 0; from < patterns.size(); from += MOST_ARGUMENTS) {
            var some = patterns.subList(from, Math.min(patterns.size(), from + MOST_ARGUMENTS));
            assertThat(workspace.files(some, some)).extracting(BuiltFile::path).isSubsetOf(names);
        }
    }

    @Test
    void directoriesOfSuchNamesAreEnteredAndNoOthers() throws Exception {
        var names = texts().stream()
                .filter(HostileTextsTest::isFileName)
                .filter(text -> !refused(text).contains("directory"))
                .limit(8)
                .toList();
        for (var name : names) {
            access.close();
            openWorkspace();
            unpack(List.of(name + "/inside"));
            run(new Commands(name, List.of(), List.of(List.of("cp", "inside", "../../arrived")), List.of(), Map.of()));
            assertThat(in("arrived")).hasContent(name + "/inside");
            workspace.remove();
        }
    }

    @Test
    void anArchiveThatLeavesItsDirectoryIsRefusedOrStaysInside() throws Exception {
        var escape = CLUSTER.scratch().resolve("escaped-" + buildId);
        var tree = Files.createTempDirectory(directory, "tree");
        Files.writeString(tree.resolve("file"), "escaped");
        for (var target : List.of("../../" + escape.getFileName(), escape.toString())) {
            var archive = directory.resolve("escape.tar");
            execute(
                    "tar",
                    "-cPf",
                    archive.toString(),
                    "--transform=s,^file$," + target + ",",
                    "-C",
                    tree.toString(),
                    "file");

            try {
                workspace.unpack(archive, Sha256.of(archive), ENOUGH_BYTES);
            } catch (ProblemException refused) {
                assertThat(refused.detail()).contains("unpack the source");
            }

            assertThat(escape).doesNotExist();
            workspace.remove();
        }
        assertThatThrownBy(() -> workspace.unpack(directory.resolve("escape.tar"), "0".repeat(64), ENOUGH_BYTES))
                .isInstanceOf(ProblemException.class);
    }

    /** The fields that refuse it. */
    private static List<String> refused(String text) {
        var command = List.of(List.of("echo", text));
        var overrides = new RecipeOverrides(
                null,
                text,
                command,
                command,
                Map.of("HOSTILE", text),
                List.of(text),
                List.of(text),
                text,
                text,
                command,
                List.of(text));
        return overrides.errors("").stream().map(FieldError::field).toList();
    }

    private List<String> texts() {
        var touch = "touch " + witness;
        var parts = List.of(
                "'",
                "\"",
                "`",
                "\\",
                ";",
                "|",
                "&",
                "&&",
                ">",
                "<",
                "(",
                ")",
                "{",
                "}",
                "$",
                "#",
                "!",
                "~",
                "*",
                "?",
                "[a-z]",
                " ",
                "\t",
                "\n",
                "\r",
                "\u001b[31m",
                "\u0007",
                "-",
                "--",
                "-rf",
                "-exec",
                "-o",
                "=",
                "%s",
                "%n",
                "../",
                "..",
                "/",
                "./",
                "$(" + touch + ")",
                "`" + touch + "`",
                ";" + touch + ";",
                "|" + touch,
                "\n" + touch + "\n",
                "&& " + touch,
                "$(touch hit)",
                ";touch hit;",
                "$IFS",
                "${PATH}",
                "$'\\n'",
                "\u00e4",
                "\u202e",
                "\u2028",
                "\ufeff",
                "\ud83d\ude80",
                "CC=x",
                "VMC_LAUNCHER=" + touch,
                "EOF",
                "a",
                "b.o",
                "{cc}",
                "name with spaces");
        var random = new Random(SEED);
        var texts = new LinkedHashSet<String>(parts);
        texts.remove("a");
        texts.remove("b.o");
        texts.remove("EOF");
        texts.add("a\0b");
        texts.add("half \ud83d character");
        while (texts.size() < COUNT) {
            var text = new StringBuilder();
            for (var length = 2 + random.nextInt(4); length > 0; length--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            if (!text.toString().matches("[A-Za-z0-9][A-Za-z0-9+._-]{0,63}")) {
                texts.add(text.toString());
            }
        }
        return List.copyOf(texts);
    }

    /** Whether a file in a directory can have that name. */
    private static boolean isFileName(String text) {
        try {
            return !text.contains("/")
                    && !List.of(".", "..").contains(text)
                    && !refused(text).contains("build[0]")
                    && !Path.of(text).toString().isEmpty()
                    && text.getBytes(UTF_8).length < 200;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void run(Commands commands) throws InterruptedException {
        var log = new ArrayList<String>();
        workspace.prepare(commands, "", Map.of());
        workspace.start(commands.directory(), 0, "gcc", ENOUGH_BYTES);
        workspace.follow(LIMIT, log::add);
        assertThat(workspace.state())
                .isInstanceOfSatisfying(RunState.Finished.class, finished -> assertThat(finished.status())
                        .as(() -> String.join("\n", log))
                        .isZero());
    }

    /** Unpacks an archive with these files, each of which holds its own path. */
    private void unpack(List<String> paths) throws IOException, InterruptedException {
        var tree = Files.createTempDirectory(directory, "tree");
        for (var path : paths) {
            var file = tree.resolve("source").resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
        var archive = directory.resolve(tree.getFileName() + ".tar");
        execute("tar", "-cf", archive.toString(), "-C", tree.toString(), "source");
        workspace.unpack(archive, Sha256.of(archive), ENOUGH_BYTES);
    }

    private static void execute(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private List<String> nulTerminated(String name) throws IOException {
        var content = Files.readString(in(name));
        return Arrays.asList(content.substring(0, content.length() - 1).split("\0", -1));
    }

    private Path in(String name) {
        return CLUSTER.scratch().resolve(buildId.toString()).resolve(name);
    }
}
