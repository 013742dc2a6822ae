package org.vmc.vm.pools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.xen.Fingerprint;
import org.vmc.vm.xen.PoolEndpoint;
import org.vmc.vm.xen.PoolTrust;

/** What the configuration says of how to reach somebody, as the driver wants it. */
final class Endpoints {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(20);
    private static final int CALLS = 50;

    private Endpoints() {}

    static PoolEndpoint of(XenConfig.PoolConfig pool) {
        return new PoolEndpoint(
                pool.url(),
                pool.user(),
                password(pool),
                trust(pool),
                pool.connectTimeout(),
                pool.replyTimeout(),
                pool.callsPerSecond(),
                pool.burst());
    }

    /** One that is only looked at. */
    static PoolEndpoint of(XenConfig.CandidateConfig candidate) {
        return new PoolEndpoint(
                candidate.url(),
                candidate.user(),
                password(candidate),
                trust(candidate),
                CONNECT_TIMEOUT,
                REPLY_TIMEOUT,
                CALLS,
                CALLS);
    }

    /**
     * Somebody who is named in no configuration.
     *
     * @param fingerprint of the certificate, if it is known
     * @throws IllegalArgumentException when the fingerprint is none
     */
    static PoolEndpoint of(URI url, String user, String password, @Nullable String fingerprint) {
        PoolTrust trust =
                fingerprint == null ? PoolTrust.ofTheJvm() : PoolTrust.pinned(List.of(Fingerprint.parse(fingerprint)));
        return new PoolEndpoint(url, user, password, trust, CONNECT_TIMEOUT, REPLY_TIMEOUT, CALLS, CALLS);
    }

    private static PoolTrust trust(XenConfig.AccessConfig access) {
        List<String> pins = access.fingerprints().orElse(List.of());
        try {
            if (!pins.isEmpty()) {
                return PoolTrust.pinned(pins.stream().map(Fingerprint::parse).toList());
            }
            return access.caFile().map(PoolTrust::signedBy).orElseGet(PoolTrust::ofTheJvm);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(access.name() + " in vmc.xen: " + wrong.getMessage(), wrong);
        }
    }

    private static String password(XenConfig.AccessConfig access) {
        if (access.password().isPresent()) {
            return access.password().get();
        }
        var file = access.passwordFile()
                .orElseThrow(() -> new IllegalArgumentException(
                        access.name() + " in vmc.xen has neither a password nor a password-file"));
        try {
            return Files.readString(file).strip();
        } catch (IOException cause) {
            throw new UncheckedIOException("Reading the password of " + access.name(), cause);
        }
    }
}
