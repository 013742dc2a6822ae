package org.vmc.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vmc.gateway.testing.Surroundings.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;

class TokensTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private Path file;
    private Tokens tokens;

    @BeforeEach
    void begin() {
        file = directory.resolve("tokens");
        tokens = new Tokens(() -> file);
    }

    @Test
    void findsTheCallerOfAToken() throws IOException {
        Files.writeString(file, line("one", "ana engineer compilers") + "\n" + line("two", "ben viewer -") + "\n");
        assertThat(tokens.callerOf("one", NOW)).contains(new Caller("ana", Role.ENGINEER, "compilers"));
        assertThat(tokens.callerOf("two", NOW)).contains(new Caller("ben", Role.VIEWER, ""));
        assertThat(tokens.callerOf("three", NOW)).isEmpty();
        assertThat(tokens.callerOf("", NOW)).isEmpty();
    }

    @Test
    void tokenEndsAtItsTime() throws IOException {
        Files.writeString(file, line("one", "ana engineer t 2030-01-01T00:00:10Z"));
        assertThat(tokens.callerOf("one", NOW.plusSeconds(9))).isPresent();
        assertThat(tokens.callerOf("one", NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void changedFileIsReadAgain() throws IOException {
        Files.writeString(file, line("one", "ana engineer t"));
        assertThat(tokens.callerOf("one", NOW)).isPresent();
        Files.writeString(file, line("other", "ana engineer team"));
        assertThat(tokens.callerOf("one", NOW.plusSeconds(2))).isEmpty();
        assertThat(tokens.callerOf("other", NOW.plusSeconds(2))).isPresent();
    }

    @Test
    void brokenLinesLetNobodyInAndLockNobodyOut() throws IOException {
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "",
                        "# comment",
                        line("a", "ana root t"),
                        line("b", "ana engineer"),
                        line("c", "ana engineer t tomorrow"),
                        line("d", "a\u0001b engineer t"),
                        "abc ana engineer t",
                        line("good", "ana engineer t")));
        for (var bad : new String[] {"a", "b", "c", "d"}) {
            assertThat(tokens.callerOf(bad, NOW)).isEmpty();
        }
        assertThat(tokens.callerOf("good", NOW)).isPresent();
    }

    @Test
    void missingFileKnowsNobodyUntilItIsThere() throws IOException {
        assertThat(tokens.callerOf("one", NOW)).isEmpty();
        Files.writeString(file, line("one", "ana engineer t"));
        assertThat(tokens.callerOf("one", NOW.plusSeconds(2))).isPresent();
    }

    @Test
    void lostFileKeepsTheTokens() throws IOException {
        Files.writeString(file, line("one", "ana engineer t"));
        assertThat(tokens.callerOf("one", NOW)).isPresent();
        Files.delete(file);
        assertThat(tokens.callerOf("one", NOW.plusSeconds(2))).isPresent();
    }
}
