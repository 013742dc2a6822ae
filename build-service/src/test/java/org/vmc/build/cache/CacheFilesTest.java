package org.vmc.build.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.build.testing.Settings;

class CacheFilesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path data;

    CacheFiles files;

    @BeforeEach
    void open() {
        files = new CacheFiles(Settings.of(Map.of("vmc.build.data-dir", data.toString())));
    }

    @Test
    void isKeptForOneTeamAndOneSource() throws Exception {
        keep("red", "lua-5.4", "results");

        assertThat(files.of("red", "lua-5.4").orElseThrow()).hasContent("results");
        assertThat(files.of("blue", "lua-5.4")).isEmpty();
        assertThat(files.of("red", "lua-5.3")).isEmpty();
        assertThat(files.of("redl", "ua-5.4")).isEmpty();
    }

    @Test
    void whatComesLaterReplacesWhatWasKept() throws Exception {
        keep("red", "lua-5.4", "old");
        keep("red", "lua-5.4", "new");

        assertThat(files.of("red", "lua-5.4").orElseThrow()).hasContent("new");
    }

    @Test
    void aFetchThatFailsLeavesWhatWasKept() throws Exception {
        keep("red", "lua-5.4", "old");

        assertThatThrownBy(() -> files.keep("red", "lua-5.4", sink -> {
                    sink.write('n');
                    throw new IOException("the builder went away");
                }))
                .hasMessage("the builder went away");

        assertThat(files.of("red", "lua-5.4").orElseThrow()).hasContent("old");
        try (var left = Files.list(data.resolve("caches"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void namesLeadNowhereElse() throws Exception {
        keep("../../red", "/etc/passwd", "results");

        try (var all = Files.walk(data)) {
            assertThat(all.filter(Files::isRegularFile)).singleElement().satisfies(file -> assertThat(file.getParent())
                    .isEqualTo(data.resolve("caches")));
        }
    }

    @Test
    void whatWasNotUsedForLongGoesAndThenWhatIsTooMuch() throws Exception {
        keep("red", "old", "12345");
        keep("red", "large", "12345678");
        keep("red", "recent", "123");
        used("old", Duration.ofDays(31));
        used("large", Duration.ofDays(2));
        used("recent", Duration.ofDays(1));

        files.sweep(NOW, Duration.ofDays(30), 10);

        assertThat(files.of("red", "recent")).isPresent();
        assertThat(files.of("red", "large"))
                .as("3 and 8 are more than 10 bytes")
                .isEmpty();
        assertThat(files.of("red", "old")).isEmpty();
    }

    @Test
    void thereNeedNotBeAnyToSweepOrForget() throws IOException {
        files.sweep(NOW, Duration.ofDays(30), 10);
        files.forget("red", "lua-5.4");

        assertThat(data.resolve("caches")).doesNotExist();
    }

    private void keep(String team, String lineage, String content) throws IOException, InterruptedException {
        files.keep(team, lineage, sink -> sink.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    private void used(String lineage, Duration ago) throws IOException {
        Files.setLastModifiedTime(files.of("red", lineage).orElseThrow(), FileTime.from(NOW.minus(ago)));
    }
}
