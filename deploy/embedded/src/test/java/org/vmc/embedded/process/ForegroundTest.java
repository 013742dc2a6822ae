package org.vmc.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = SEPARATE_THREAD)
class ForegroundTest {

    private static final String PROGRAM = """
            trap 'echo interrupted' INT
            trap 'echo terminated; exit 5' TERM
            echo "ready"
            # A signal ends the read, not the program.
            until [[ $line == leave ]]; do read -r line; done
            exit 7
            """;

    private Process launcher;
    private BufferedReader output;

    @BeforeEach
    void start() throws IOException {
        launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        PROGRAM)
                .redirectErrorStream(true)
                .start();
        output = launcher.inputReader();
        assertThat(output.readLine()).isEqualTo("ready");
    }

    @AfterEach
    void end() {
        launcher.descendants().forEach(ProcessHandle::destroyForcibly);
        launcher.destroyForcibly();
    }

    @Test
    void ctrlCIsForTheProgramAlone() throws Exception {
        // As a terminal does it: every process in the foreground gets the signal.
        Signals.interrupt(launcher.pid());
        Signals.interrupt(launcher.children().findFirst().orElseThrow().pid());
        assertThat(output.readLine()).isEqualTo("interrupted");
        launcher.outputWriter().append("leave\n").flush();

        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(7);
    }

    @Test
    void terminationIsPassedOn() throws Exception {
        // Not Process.destroy, which closes the output too.
        launcher.toHandle().destroy();

        assertThat(output.readLine()).isEqualTo("terminated");
        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(5);
    }

    /** What a launcher is: a JVM that does nothing but run a program. */
    public static final class Launcher {

        private Launcher() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            System.exit(Foreground.run(new ProcessBuilder("bash", "-c", arguments[0])));
        }
    }
}
