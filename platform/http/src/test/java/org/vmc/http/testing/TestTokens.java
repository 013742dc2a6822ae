package org.vmc.http.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.http.identity.Role;

/**
 * Tokens as the gateway makes them, signed with a key that only tests trust. With the test jar of vmc-http on the test
 * class path nothing is to be configured:
 *
 * <pre>{@code
 * given().auth().oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers")).get("/api/v1/vms")
 * }</pre>
 *
 * The other methods make tokens that must be refused.
 */
public final class TestTokens {
    private static final String PRIVATE_KEY = "private-key.pem";
    private static final String ISSUER = "vmc-gateway";
    private static final String AUDIENCE = "vmc";
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    /** As the gateway does: a user's token is used again while most of its time is left. */
    private static final Duration USED_FOR = Duration.ofMinutes(2);

    private static final Map<List<String>, Made> MADE = new ConcurrentHashMap<>();

    private record Made(String token, Instant at) {}

    private TestTokens() {}

    /** A token that is accepted for three minutes at least. */
    public static String of(String user, Role role, String team) {
        var now = Instant.now();
        return MADE.compute(
                        List.of(user, role.wireName(), team),
                        (who, made) -> made != null && made.at().plus(USED_FOR).isAfter(now)
                                ? made
                                : new Made(signed(claims(ISSUER, AUDIENCE, user, role, team, now)), now))
                .token();
    }

    /** A token of a user of that role named like the role, in the team {@code test}. */
    public static String of(Role role) {
        return of(role.wireName(), role, "test");
    }

    /** A token whose time is over. */
    public static String expired(Role role) {
        var longAgo = Instant.now().minus(Duration.ofHours(1));
        return signed(claims(ISSUER, AUDIENCE, role.wireName(), role, "test", longAgo));
    }

    /** A token that claims more than was signed. */
    public static String forged() {
        var viewer = of(Role.VIEWER).split("\\.");
        var admin = of(Role.ADMIN).split("\\.");
        return viewer[0] + "." + admin[1] + "." + viewer[2];
    }

    /** A token that is not signed at all. */
    public static String unsigned() {
        var claims = claims(ISSUER, AUDIENCE, "admin", Role.ADMIN, "test", Instant.now());
        return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8))
                + ".";
    }

    /** A well signed token made for somebody else. */
    public static String ofOtherAudience() {
        return signed(claims(ISSUER, "elsewhere", "admin", Role.ADMIN, "test", Instant.now()));
    }

    private static String claims(String issuer, String audience, String user, Role role, String team, Instant issued) {
        return "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"upn\":\"%s\",\"groups\":[\"%s\"],\"team\":\"%s\",\"iat\":%d,\"exp\":%d,\"jti\":\"%s\"}"
                .formatted(
                        issuer,
                        audience,
                        user,
                        user,
                        role.wireName(),
                        team,
                        issued.getEpochSecond(),
                        issued.plus(LIFETIME).getEpochSecond(),
                        UUID.randomUUID());
    }

    private static String signed(String claims) {
        var content =
                base64("{\"alg\":\"ES256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(privateKey());
            signature.update(content.getBytes(UTF_8));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("cannot sign a test token", broken);
        }
    }

    private static PrivateKey privateKey() throws GeneralSecurityException, IOException {
        try (InputStream pem = TestTokens.class.getResourceAsStream(PRIVATE_KEY)) {
            if (pem == null) {
                throw new IOException(PRIVATE_KEY + " is not beside TestTokens");
            }
            var base64 = new String(pem.readAllBytes(), UTF_8).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
