package org.vmc.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vmc.gateway.testing.Surroundings.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
        assertThat(tokens.holderOf("one", NOW))
                .contains(new Holder.User(new Caller("ana", Role.ENGINEER, "compilers")));
        assertThat(tokens.holderOf("two", NOW)).contains(new Holder.User(new Caller("ben", Role.VIEWER, "")));
        assertThat(tokens.holderOf("three", NOW)).isEmpty();
        assertThat(tokens.holderOf("", NOW)).isEmpty();
    }

    @Test
    void findsTheGreatestRoleOfAUserAmongTheValidTokens() throws IOException {
        Files.write(
                file,
                List.of(
                        line("one", "ana viewer -"),
                        line("two", "ana operator compilers"),
                        line("three", "ana admin - 2029-12-31T00:00:00Z"),
                        line("bot", "ana bot -")));
        assertThat(tokens.user("ana", NOW)).contains(new Caller("ana", Role.OPERATOR, "compilers"));
        assertThat(tokens.holderOf("bot", NOW)).contains(new Holder.Bot("ana"));
        Files.writeString(file, line("bot", "ana bot -"));
        assertThat(tokens.user("ana", NOW.plusSeconds(2))).isEmpty();
    }

    @Test
    void tokenEndsAtItsTime() throws IOException {
        Files.writeString(file, line("one", "ana engineer t 2030-01-01T00:00:10Z"));
        assertThat(tokens.holderOf("one", NOW.plusSeconds(9))).isPresent();
        assertThat(tokens.holderOf("one", NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void changedFileIsReadAgain() throws IOException {
        Files.writeString(file, line("one", "ana engineer t"));
        assertThat(tokens.holderOf("one", NOW)).isPresent();
        Files.writeString(file, line("other", "ana engineer team"));
        assertThat(tokens.holderOf("one", NOW.plusSeconds(2))).isEmpty();
        assertThat(tokens.holderOf("other", NOW.plusSeconds(2))).isPresent();
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
            assertThat(tokens.holderOf(bad, NOW)).isEmpty();
        }
        assertThat(tokens.holderOf("good", NOW)).isPresent();
    }

    @Test
    void missingFileKnowsNobodyUntilItIsThere() throws IOException {
        assertThat(tokens.holderOf("one", NOW)).isEmpty();
        Files.writeString(file, line("one", "ana engineer t"));
        assertThat(tokens.holderOf("one", NOW.plusSeconds(2))).isPresent();
    }

    @Test
    void lostFileKeepsTheTokens() throws IOException {
        Files.writeString(file, line("one", "ana engineer t"));
        assertThat(tokens.holderOf("one", NOW)).isPresent();
        Files.delete(file);
        assertThat(tokens.holderOf("one", NOW.plusSeconds(2))).isPresent();
    }
}
