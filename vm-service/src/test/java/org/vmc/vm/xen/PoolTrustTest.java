package org.vmc.vm.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.lab.guests.SimulatedGuests;
import org.vmc.lab.xenapi.TlsSettings;
import org.vmc.lab.xenapi.XenApiConfig;
import org.vmc.lab.xenapi.XenApiServer;

/** Whom a link believes, at a pool whose certificate is its own. */
class PoolTrustTest {

    private static final String OTHER = "00".repeat(32);

    @TempDir
    static Path state;

    private static XenApiServer server;

    @BeforeAll
    static void start() {
        server = XenApiServer.start(
                XenApiConfig.fast().withHosts(1, 8L << 30).withTls(new TlsSettings(0, Optional.of(state))),
                new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void believesThePinnedCertificateHoweverItsFingerprintIsWritten() {
        var shown = server.fingerprint().orElseThrow();

        assertThat(templates(pinned(shown))).isEqualTo(1);
        assertThat(templates(pinned(OTHER, shown.replace(":", "").toLowerCase(java.util.Locale.ROOT))))
                .isEqualTo(1);
    }

    @Test
    void saysWhichFingerprintItSawWhenAnotherIsPinned() {
        assertThatExceptionOfType(PoolUnreachable.class)
                .isThrownBy(() -> templates(pinned(OTHER)))
                .withMessageContaining("certificate is not trusted")
                .withMessageContaining("pinned is 00:00")
                .withMessageContaining("fingerprint is " + server.fingerprint().orElseThrow());
    }

    @Test
    void believesWhatAnAuthorityOfItsFileSigned() throws Exception {
        assertThat(templates(PoolTrust.signedBy(certificate()))).isEqualTo(1);
    }

    @Test
    void doesNotBelieveAnybodyElseBecauseOnePoolIsTrusted() {
        assertThat(templates(pinned(server.fingerprint().orElseThrow()))).isEqualTo(1);

        assertThatExceptionOfType(PoolUnreachable.class)
                .isThrownBy(() -> templates(PoolTrust.ofTheJvm()))
                .withMessageContaining("certificate is not trusted")
                .withMessageContaining("fingerprint is " + server.fingerprint().orElseThrow());
    }

    @Test
    void takesNothingElseForAFingerprint() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fingerprint.parse("12:34"))
                .withMessageContaining("12:34 is no SHA-256 fingerprint");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoolTrust.signedBy(Path.of("/nowhere.pem")))
                .withMessageContaining("/nowhere.pem");
    }

    private static PoolTrust pinned(String... fingerprints) {
        return PoolTrust.pinned(
                List.of(fingerprints).stream().map(Fingerprint::parse).toList());
    }

    private static int templates(PoolTrust trust) {
        var url = URI.create("https://127.0.0.1:" + server.tlsPort().orElseThrow());
        var endpoint =
                new PoolEndpoint(url, "root", "lab", trust, Duration.ofSeconds(5), Duration.ofSeconds(10), 2000, 2000);
        try (var pool = new XenPool(endpoint)) {
            return pool.vms().byName("debian-12").size();
        }
    }

    private static Path certificate() throws Exception {
        var store = KeyStore.getInstance(state.resolve("xapi-tls.p12").toFile(), "lab-tls".toCharArray());
        var encoded = store.getCertificate(store.aliases().nextElement()).getEncoded();
        var pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(state.resolve("ca.pem"), pem);
    }
}
