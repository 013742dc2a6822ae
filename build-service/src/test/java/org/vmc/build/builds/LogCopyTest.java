package org.vmc.build.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCopyTest {
    @TempDir
    Path directory;

    @Test
    void readingTheLogAgainAddsOnlyWhatIsNew() throws IOException {
        var log = directory.resolve("build/log");
        copy(log, List.of("one", "two"));

        try (var copy = LogCopy.open(log)) {
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

    private static void copy(Path log, List<String> lines) throws IOException {
        try (var copy = LogCopy.open(log)) {
            lines.forEach(copy::line);
        }
    }
}
