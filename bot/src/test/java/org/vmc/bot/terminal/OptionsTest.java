package org.vmc.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    @TempDir
    Path directory;

    @Test
    void takesTheTokenFromTheEnvironment() throws Exception {
        Options options = Options.of(new String[] {"-c", "/a\n/b"}, Map.of("VMC_TOKEN", " t "));

        assertThat(options.token()).isEqualTo("t");
        assertThat(options.url()).isEqualTo(URI.create("ws://127.0.0.1:8084/chat"));
        assertThat(options.script()).containsExactly("/a", "/b");
    }

    @Test
    void prefersANamedTokenFile() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "from file\n");

        assertThat(Options.of(new String[] {"--token-file", file.toString()}, Map.of("VMC_TOKEN", "t"))
                        .token())
                .isEqualTo("from file");
    }

    @Test
    void namesWhatItCannotUse() {
        Map<String, String> environment = Map.of("VMC_TOKEN", "t");
        assertThatThrownBy(() -> Options.of(new String[] {"--url", "http://x"}, environment))
                .hasMessageContaining("--url");
        assertThatThrownBy(() -> Options.of(new String[] {"-c"}, environment)).hasMessageContaining("-c needs a value");
        assertThatThrownBy(() -> Options.of(new String[] {"x"}, environment)).hasMessageContaining("unknown option x");
    }
}
