package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.lab.guests.SimulatedGuests;

/** HTTPS, and the addresses hosts answer at. */
class TransportTest {

    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.login_with_password\",\"params\":[\"root\",\"lab\"]}";

    private static XenApiServer start(Path state) {
        var config = XenApiConfig.fast().withHosts(2, 8L << 30).withTls(new TlsSettings(0, Optional.of(state)));
        return XenApiServer.start(config, new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    }

    private static String post(HttpClient http, URI to) throws Exception {
        var request = HttpRequest.newBuilder(to.resolve("/jsonrpc"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(CALL))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static URI https(XenApiServer server, String address) {
        return URI.create("https://" + address + ":" + server.tlsPort().orElseThrow());
    }

    /** A client that trusts the certificate with the fingerprint the server names, and no other. */
    private static HttpClient trusting(XenApiServer server) throws Exception {
        var certificate = presented(server);
        assertThat(fingerprint(certificate)).isEqualTo(server.fingerprint().orElseThrow());
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("lab", certificate);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static X509Certificate presented(XenApiServer server) throws Exception {
        var context = SSLContext.getInstance("TLS");
        var seen = new X509Certificate[1];
        context.init(
                null,
                new javax.net.ssl.TrustManager[] {
                    new javax.net.ssl.X509TrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type) {
                            seen[0] = chain[0];
                        }

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                null);
        try (var socket = (javax.net.ssl.SSLSocket) context.getSocketFactory()
                .createSocket("127.0.0.1", server.tlsPort().orElseThrow())) {
            socket.startHandshake();
        }
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(seen[0].getEncoded()));
    }

    private static String fingerprint(X509Certificate certificate) throws Exception {
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    @Test
    void https_is_served_with_a_certificate_for_every_hosts_address(@TempDir Path state) throws Exception {
        try (var server = start(state)) {
            var http = trusting(server);

            assertThat(post(http, https(server, "127.0.0.1"))).contains("\"result\":\"OpaqueRef:");
            assertThat(post(http, https(server, "127.0.0.2"))).contains("HOST_IS_SLAVE", "127.0.0.1");
        }
    }

    @Test
    void the_certificate_is_trusted_by_nobody_who_was_not_told(@TempDir Path state) {
        try (var server = start(state)) {
            assertThatThrownBy(() -> post(HttpClient.newHttpClient(), https(server, "127.0.0.1")))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void the_certificate_stays_the_same_after_a_restart_and_its_key_is_private(@TempDir Path state) throws Exception {
        Optional<String> first;
        try (var server = start(state)) {
            first = server.fingerprint();
        }
        try (var server = start(state)) {
            assertThat(server.fingerprint()).isEqualTo(first);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("xapi-tls.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_host_without_power_refuses_connections(@TempDir Path state) {
        try (var server = start(state)) {
            server.labFaults().order("host-off", java.util.Map.of("host", "h2"));

            assertThatThrownBy(() -> new XapiClient(XapiClient.at(server, "127.0.0.2")))
                    .hasCauseInstanceOf(ConnectException.class);
        }
    }
}
