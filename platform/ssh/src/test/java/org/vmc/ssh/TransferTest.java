package org.vmc.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
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
class TransferTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

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
            strings = {"plain", "two words", "it's", "*", "a?b", "back\\slash", "-rf", "$(x);", "žluť", "line\nend"})
    void copiesATreeThereAndBackWhateverTheNames(String name) throws Exception {
        var tree = Files.createDirectories(directory.resolve("tree"));
        var inner = Files.createDirectories(tree.resolve(name));
        var content = new byte[300_000];
        new Random(7).nextBytes(content);
        Files.write(inner.resolve(name), content);
        Files.setPosixFilePermissions(inner.resolve(name), PosixFilePermissions.fromString("rwxr-x---"));
        Files.createFile(tree.resolve("empty"));
        Files.createSymbolicLink(inner.resolve("link"), Path.of("../empty"));
        Files.createSymbolicLink(inner.resolve("out"), Path.of("/etc/passwd"));

        var remote = directory.resolve("remote").resolve(name).toString();
        var up = runner.upload(sshd.target(), tree, remote, LIMIT);
        assertThat(up).isEqualTo(new TransferOutcome.Transferred(4, 300_000));

        var back = directory.resolve("back");
        var down = runner.download(sshd.target(), remote, back, LIMIT);
        assertThat(down.succeeded()).as(down.summary()).isTrue();
        var file = back.resolve(name).resolve(name);
        assertThat(file).hasBinaryContent(content);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x---");
        assertThat(back.resolve(name).resolve("link")).isSymbolicLink();
        assertThat(back.resolve(name).resolve("out")).doesNotExist();
        // JUnit warns about links that lead out of its directory.
        Files.delete(inner.resolve("out"));
        Files.delete(Path.of(remote, name, "out"));
    }

    @Test
    void overwritesAndRepeats() throws Exception {
        var tree = Files.createDirectories(directory.resolve("tree"));
        Files.writeString(tree.resolve("file"), "one, and longer");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
        var remote = directory.resolve("remote").toString();
        assertThat(runner.upload(sshd.target(), tree, remote, LIMIT).succeeded())
                .isTrue();
        Files.writeString(tree.resolve("file"), "two");
        assertThat(runner.upload(sshd.target(), tree, remote, LIMIT).succeeded())
                .isTrue();
        assertThat(directory.resolve("remote/file")).hasContent("two");
    }

    @Test
    void streamsOneFile() {
        var remote = directory.resolve("new/deep/file").toString();
        var content = "#!/bin/sh\necho hello\n".getBytes(StandardCharsets.UTF_8);
        var up = runner.upload(sshd.target(), new ByteArrayInputStream(content), remote, 0755, LIMIT);
        assertThat(up).isEqualTo(new TransferOutcome.Transferred(1, content.length));
        assertThat(runner.run(sshd.target(), Command.of(remote)).succeeded()).isTrue();
        var sink = new ByteArrayOutputStream();
        assertThat(runner.download(sshd.target(), remote, sink, LIMIT).succeeded())
                .isTrue();
        assertThat(sink.toByteArray()).isEqualTo(content);
    }

    @Test
    void saysWhatIsMissing() {
        var outcome = runner.download(sshd.target(), "/no/such/file", directory.resolve("x"), LIMIT);
        assertThat(outcome).isInstanceOf(TransferOutcome.Failed.class);
        assertThat(outcome.summary()).contains("No such file");
    }

    @Test
    void stopsWhenTimeIsUp() {
        var outcome = runner.download(sshd.target(), "/dev/zero", new ByteArrayOutputStream(), Duration.ofMillis(500));
        assertThat(outcome).isInstanceOf(TransferOutcome.Failed.class);
        assertThat(outcome.summary()).contains("longer than 500 ms");
    }
}
