package org.vmc.launcher.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** What the gateway hands to services, made here to ask a service without the gateway between, for a measurement. */
public final class ServiceToken {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private ServiceToken() {}

    /** A token of an administrator that is good for that long. */
    public static String ofAdministrator(Path secrets, Duration lifetime) {
        var now = Instant.now();
        var claims =
                ("{\"iss\":\"vmc-gateway\",\"aud\":\"vmc\",\"sub\":\"bench\",\"upn\":\"bench\",\"groups\":[\"admin\"],"
                                + "\"team\":\"\",\"iat\":%d,\"exp\":%d,\"jti\":\"%s\"}")
                        .formatted(now.getEpochSecond(), now.plus(lifetime).getEpochSecond(), UUID.randomUUID());
        var content = BASE64.encodeToString("{\"alg\":\"ES256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + BASE64.encodeToString(claims.getBytes(UTF_8));
        try {
            var pem = Files.readString(SigningKeys.in(secrets).privateKey()).replaceAll("-----[A-Z ]+-----|\\s", "");
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
            signature.update(content.getBytes(UTF_8));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The key in " + secrets + " cannot be read", unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("The key in " + secrets + " cannot be used", unusable);
        }
    }
}
