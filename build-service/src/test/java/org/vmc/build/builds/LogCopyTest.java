package org.vmc.build.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

class LogCopyTest {
    @TempDir
    Path directory;

    @Test
    void readingTheLogAgainAddsOnlyWhatIsNew() throws IOException {
        var log = directory.resolve("build/log");
        copy(log, List.of("one", "two"));

        try (var copy = LogCopy.open(log, 1000)) {
            List.of("one", "two", "three", "").forEach(copy::line);

            assertThat(copy.lines()).isEqualTo(4);
            assertThat(copy.lastLine()).isEqualTo("three");
            assertThat(log).content().isEqualTo("one\ntwo\nthree\n\n");
        }
    }

    @Test
    void goesOnInTheMiddleOfALineThatWasCutOff() throws IOException {
        var log = directory.resolve("log");
        Files.writeString(log, "one\ntw");

        copy(log, List.of("one", "twö", "three"));

        assertThat(log).content().isEqualTo("one\ntwö\nthree\n");
    }

    @Test
    void endsBeforeTheLineThatMakesItTooLarge() throws IOException {
        var log = directory.resolve("log");
        var line = "x".repeat(99);

        assertThatThrownBy(() -> copy(log, Collections.nCopies(11, line)))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.TOO_LARGE));

        assertThat(log).hasSize(1000);
    }

    private static void copy(Path log, List<String> lines) throws IOException {
        try (var copy = LogCopy.open(log, 1000)) {
            lines.forEach(copy::line);
        }
    }
}
