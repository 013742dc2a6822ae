package org.vmc.launcher.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * The key pair the gateway signs its tokens with and the services check them with: EC P-256 (ES256), PEM.
 *
 * @param privateKey PKCS #8, for the gateway only
 * @param publicKey X.509 SubjectPublicKeyInfo
 */
public record SigningKeys(Path privateKey, Path publicKey) {

    /** Makes the pair in the directory unless it is there. */
    public static SigningKeys in(Path directory) {
        SigningKeys keys = new SigningKeys(directory.resolve("jwt-private.pem"), directory.resolve("jwt-public.pem"));
        if (!Files.exists(keys.privateKey) || !Files.exists(keys.publicKey)) {
            keys.make();
        }
        return keys;
    }

    private void make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            PrivateFile.writePublic(
                    publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            PrivateFile.writeSecret(
                    privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK has no EC P-256", impossible);
        }
    }

    static String pem(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
