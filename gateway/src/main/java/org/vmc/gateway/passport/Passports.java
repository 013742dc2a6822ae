package org.vmc.gateway.passport;

import io.quarkus.runtime.Startup;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;

/**
 * Issues the JWT a service sees instead of the API token: ES256, issuer {@code vmc-gateway}, audience {@code vmc}, the
 * user as subject, the role in {@code groups}, the team in {@code team}. It lives {@link #LIFETIME} and is reused for
 * half of that, so a burst of requests signs once. Thread-safe.
 *
 * <p>Fails at start when the key cannot be read.
 */
@Startup
@Singleton
public class Passports {
    static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final Duration REUSED = LIFETIME.dividedBy(2);
    private static final String ISSUER = "vmc-gateway";
    private static final String AUDIENCE = "vmc";

    private record Passport(String token, Instant issued) {
        boolean isFresh(Instant now) {
            return now.isBefore(issued.plus(REUSED));
        }
    }

    private final PrivateKey key;

    /** As many entries as there are callers in the tokens file. */
    private final ConcurrentMap<Caller, Passport> issued = new ConcurrentHashMap<>();

    Passports(PassportConfig config) {
        this.key = read(config.jwtPrivateKeyFile());
    }

    /** Value of the {@code Authorization} header towards a service. */
    public String authorization(Caller caller) {
        var now = Instant.now();
        var passport =
                issued.compute(caller, (who, known) -> known != null && known.isFresh(now) ? known : issue(who, now));
        return "Bearer " + passport.token();
    }

    private Passport issue(Caller caller, Instant now) {
        var token = Jwt.issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(caller.user())
                .upn(caller.user())
                .groups(Set.of(caller.role().wireName()))
                .claim(Callers.TEAM, caller.team())
                .claim("jti", UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key);
        return new Passport(token, now);
    }

    private static PrivateKey read(Path file) {
        try {
            return KeyUtils.decodePrivateKey(Files.readString(file), SignatureAlgorithm.ES256);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(
                    "vmc.gateway.jwt-private-key-file: %s is no readable EC private key in PEM (PKCS#8)"
                            .formatted(file),
                    unreadable);
        }
    }
}
