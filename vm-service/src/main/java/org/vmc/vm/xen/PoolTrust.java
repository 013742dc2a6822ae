package org.vmc.vm.xen;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are trusted on the connections to one pool, and on no others: what the JVM trusts elsewhere stays
 * as it is.
 *
 * <p>A certificate that an authority has signed must also carry the name or address of the host. A pinned one need not:
 * hosts of a pool make their own, and who has the key is known already.
 */
public final class PoolTrust {

    private final SSLContext context;

    private PoolTrust(X509ExtendedTrustManager manager) {
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("This JVM has no TLS", cause);
        }
    }

    /** Certificates signed by an authority that the JVM knows. */
    public static PoolTrust ofTheJvm() {
        return new PoolTrust(new Signed(authorities(null)));
    }

    /**
     * Certificates signed by one of those in a PEM file, or found there themselves.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    public static PoolTrust signedBy(Path caFile) {
        try (InputStream in = Files.newInputStream(caFile)) {
            Collection<? extends Certificate> known =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : known) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            return new PoolTrust(new Signed(authorities(store)));
        } catch (IOException | GeneralSecurityException cause) {
            throw new IllegalArgumentException("Reading certificates from " + caFile, cause);
        }
    }

    /** These certificates and no others. */
    public static PoolTrust pinned(Collection<Fingerprint> fingerprints) {
        return new PoolTrust(new Pinned(Set.copyOf(fingerprints)));
    }

    /** For what is no call but speaks HTTP with the same hosts. */
    SSLContext context() {
        return context;
    }

    SSLSocketFactory sockets() {
        return context.getSocketFactory();
    }

    private static X509ExtendedTrustManager authorities(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("This JVM verifies no X.509 certificates"));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("This JVM verifies no certificates", cause);
        }
    }

    /** What both have in common: hosts are checked, clients never. */
    private abstract static class HostsOnly extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("A certificate is checked with its connection or not at all");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("There are no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            throw new CertificateException("There are no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("There are no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Repeats what the JVM's own check finds wrong, with the fingerprint to compare. */
    private static final class Signed extends HostsOnly {

        private final X509ExtendedTrustManager check;

        Signed(X509ExtendedTrustManager check) {
            this.check = check;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            try {
                check.checkServerTrusted(chain, authType, socket);
            } catch (CertificateException refused) {
                throw untrusted(chain, refused);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            try {
                check.checkServerTrusted(chain, authType, engine);
            } catch (CertificateException refused) {
                throw untrusted(chain, refused);
            }
        }

        private static CertificateException untrusted(X509Certificate[] chain, CertificateException refused)
                throws CertificateException {
            return new UntrustedCertificate(Fingerprint.of(chain[0]), String.valueOf(refused.getMessage()), refused);
        }
    }

    /** Compares fingerprints. */
    private static final class Pinned extends HostsOnly {

        private final Set<Fingerprint> expected;

        Pinned(Set<Fingerprint> expected) {
            this.expected = expected;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            require(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            require(chain);
        }

        private void require(X509Certificate[] chain) throws CertificateException {
            Fingerprint seen = Fingerprint.of(chain[0]);
            if (!expected.contains(seen)) {
                String pins = expected.stream().map(Fingerprint::text).sorted().collect(Collectors.joining(", "));
                throw new UntrustedCertificate(seen, "pinned is " + pins, null);
            }
        }
    }
}
