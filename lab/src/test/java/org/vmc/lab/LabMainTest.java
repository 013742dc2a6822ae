package org.vmc.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabMainTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void explainsAWrongSize() {
        assertThat(run("up", "--memory", "much")).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--memory")
                .contains("'much' is no size")
                .contains("8GiB");
    }

    @Test
    void refusesAnImpossibleNumberOfHostsBeforeItTouchesAnything() {
        assertThat(run(
                        "up",
                        "--hosts",
                        "99",
                        "--state",
                        directory.resolve("lab").toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).isEqualTo("lab: The number of hosts is 1 to 64, not 99\n");
        assertThat(directory.resolve("lab")).doesNotExist();
    }

    @Test
    void refusesAKeyFileItCannotRead() {
        assertThat(run("up", "--authorized-key", directory.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--authorized-key").contains("none");
    }

    @Test
    void takesThePasswordFromAFile() throws IOException {
        var file = Files.writeString(directory.resolve("password"), "secret\n");

        var parsed = LabMain.commandLine().parseArgs("up", "--password-file", file.toString());

        var up = (UpCommand) parsed.subcommand().commandSpec().userObject();
        assertThat(up.xapiConfig().password()).isEqualTo("secret");
    }

    @Test
    void refusesAPasswordFileWithoutAPassword() throws IOException {
        assertThat(run("up", "--password-file", directory.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--password-file: cannot read");

        var empty = Files.writeString(directory.resolve("empty"), "\n");
        assertThat(run("up", "--password-file", empty.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("empty is empty");
    }

    @Test
    void refusesGuestsUnderQemuBeforeItTouchesAnything() {
        assertThat(run(
                        "up",
                        "--guest",
                        "qemu",
                        "--state",
                        directory.resolve("lab").toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--guest qemu").contains("not implemented");
        assertThat(directory.resolve("lab")).doesNotExist();
    }

    @Test
    void refusesAPreparedRootThatIsNone() {
        assertThat(run("up", "--image", "debian-12=" + directory)).isEqualTo(1);
        assertThat(errors.toString()).contains(directory.toString()).contains("no /bin that links to /usr/bin");
    }

    @Test
    void saysThatNoLabIsUp() {
        assertThat(run("status", "--state", directory.toString())).isEqualTo(3);
        assertThat(out.toString()).contains("lab is not up");
    }

    @Test
    void namesWhatRunsWhenANodeIsUnknown() {
        assertThat(run("ssh", "--state", directory.toString(), "h1")).isEqualTo(1);
        assertThat(errors.toString()).isEqualTo("lab: No host or guest named 'h1' runs; running: []\n");
    }

    private int run(String... arguments) {
        return LabMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
