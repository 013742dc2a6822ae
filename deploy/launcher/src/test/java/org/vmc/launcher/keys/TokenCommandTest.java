package org.vmc.launcher.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TokenCommandTest {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Secrets secrets;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void emptyDirectory() {
        secrets = new Secrets(directory);
    }

    @Test
    void printsTheAdministratorsToken() {
        assertThat(run()).isZero();

        assertThat(out.toString().strip()).isEqualTo(secrets.adminToken());
    }

    @Test
    void addsAUserWhoseTokenIsKnownByItsHashOnly() throws IOException {
        assertThat(run("add", "ana", "--role", "engineer", "--team", "compilers"))
                .isZero();

        String token = out.toString().strip();
        assertThat(tokens())
                .contains(Secrets.sha256(token) + " ana engineer compilers\n")
                .doesNotContain(token);
        assertThat(run("list")).isZero();
        assertThat(out.toString()).containsPattern("ana +engineer +compilers").doesNotContain(token);
    }

    @Test
    void aUserNeedsNoTeam() throws IOException {
        run("add", "vic", "--role", "viewer");

        assertThat(tokens()).contains(" vic viewer -\n");
    }

    @Test
    void revokesAllTokensOfAUserAndNobodyElses() throws IOException {
        secrets.adminToken();
        run("add", "ana", "--role", "engineer");
        run("add", "ana", "--role", "engineer");
        run("add", "ben", "--role", "viewer");

        assertThat(run("revoke", "ana")).isZero();

        assertThat(out.toString()).contains("Revoked 2 tokens of ana");
        assertThat(tokens()).doesNotContain(" ana ").contains(" ben viewer -\n", " admin admin operations\n");
    }

    @Test
    void saysThatThereIsNothingToRevoke() {
        assertThat(run("revoke", "nobody")).isEqualTo(1);

        assertThat(err.toString()).contains("There is no token of nobody");
    }

    @Test
    void givesTheAdministratorANewTokenForARevokedOne() throws IOException {
        String before = secrets.adminToken();

        assertThat(run("revoke", "admin")).isZero();

        assertThat(secrets.adminToken()).isNotEqualTo(before);
        assertThat(tokens()).contains(Secrets.sha256(secrets.adminToken())).doesNotContain(Secrets.sha256(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "-", "#ana", "a\nb", ""})
    void refusesNamesTheGatewayWouldNotRead(String name) throws IOException {
        assertThat(run("add", "--role", "viewer", "--", name)).isEqualTo(2);
        assertThat(run("add", "ana", "--role", "viewer", "--team", name))
                .isEqualTo(name.equals(TokensFile.NO_TEAM) ? 0 : 2);

        assertThat(secrets.tokensKnown()).hasSize(name.equals(TokensFile.NO_TEAM) ? 2 : 1);
    }

    @Test
    void refusesRolesThatDoNotExist() {
        assertThat(run("add", "ana", "--role", "root")).isEqualTo(2);
        assertThat(run("add", "ana")).isEqualTo(2);
    }

    private String tokens() throws IOException {
        return Files.readString(directory.resolve("tokens"));
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return new CommandLine(new TokenCommand(() -> secrets))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
