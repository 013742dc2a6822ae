package org.vmc.launcher.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    @TempDir
    Path directory;

    @Test
    void signsWithThePrivateKeyWhatThePublicKeyVerifies() throws Exception {
        SigningKeys keys = SigningKeys.in(directory);
        KeyFactory factory = KeyFactory.getInstance("EC");
        Signature signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(factory.generatePrivate(new PKCS8EncodedKeySpec(decoded(keys.privateKey()))));
        signing.update(new byte[] {1, 2, 3});
        byte[] signature = signing.sign();

        Signature verifying = Signature.getInstance("SHA256withECDSA");
        verifying.initVerify(factory.generatePublic(new X509EncodedKeySpec(decoded(keys.publicKey()))));
        verifying.update(new byte[] {1, 2, 3});

        assertThat(verifying.verify(signature)).isTrue();
    }

    @Test
    void keepsWhatItMadeBefore() throws IOException {
        String signing = Files.readString(SigningKeys.in(directory).privateKey());
        String cluster = Files.readString(ClusterKey.in(directory).privateKey());
        String token = new Secrets(directory).adminToken();

        assertThat(SigningKeys.in(directory).privateKey()).hasContent(signing);
        assertThat(ClusterKey.in(directory).privateKey()).hasContent(cluster);
        assertThat(new Secrets(directory).adminToken()).isEqualTo(token);
    }

    @Test
    void writesASshKeyThatOpenSshReads() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "needs ssh-keygen");
        ClusterKey key = ClusterKey.in(directory);

        Process keygen = new ProcessBuilder(
                        "/usr/bin/ssh-keygen", "-y", "-f", key.privateKey().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(keygen.waitFor()).as(output).isZero();
        assertThat(output.trim()).isEqualTo(Files.readString(key.publicKey()).trim());
    }

    @Test
    void hidesSecretsFromOthers() throws IOException {
        Secrets secrets = new Secrets(directory);
        secrets.adminToken();

        for (Path secret : new Path[] {
            directory.resolve("admin-token"),
            secrets.botTokenFile(),
            secrets.xenApiPasswordFile(),
            secrets.tokensFile(),
            SigningKeys.in(directory).privateKey(),
            ClusterKey.in(directory).privateKey()
        }) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .as(secret.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void givesTheGatewayOnlyTheHashOfTheToken() throws IOException {
        Secrets secrets = new Secrets(directory);

        assertThat(Files.readString(secrets.tokensFile()))
                .contains(Secrets.sha256(secrets.adminToken()) + " admin admin operations")
                .doesNotContain(secrets.adminToken());
    }

    @Test
    void givesTheBotATokenThatIsNoUsersAndOfNoUseOnceRevoked() throws IOException {
        Secrets secrets = new Secrets(directory);
        String token = Files.readString(secrets.botTokenFile()).trim();
        assertThat(secrets.tokensFile()).content().contains(Secrets.sha256(token) + " bot bot -\n");

        assertThat(secrets.revokeTokens("bot")).isOne();

        assertThat(Files.readString(secrets.botTokenFile()).trim()).isNotEqualTo(token);
        assertThat(secrets.tokensFile()).content().doesNotContain(Secrets.sha256(token));
    }

    @Test
    void makesTheGatewayKnowATokenMadeForALostOne() throws IOException {
        Secrets secrets = new Secrets(directory);
        String lost = secrets.adminToken();
        Files.delete(directory.resolve("admin-token"));

        String made = secrets.adminToken();

        assertThat(made).isNotEqualTo(lost);
        assertThat(directory.resolve("tokens")).content().contains(Secrets.sha256(made) + " admin admin operations");
    }

    @Test
    void keepsTheLinesOfTokensThatOthersWrote() throws IOException {
        Path file = new Secrets(directory).tokensFile();
        String byHand = "# ours\n" + "a".repeat(64) + "   ana engineer compilers 2030-01-31T12:00:00Z\n";
        Files.writeString(file, byHand);

        new Secrets(directory).tokensFile();

        assertThat(file).content().startsWith(byHand).contains(" admin admin operations");
    }

    private static byte[] decoded(Path pem) throws IOException {
        return Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----.*-----", ""));
    }
}
