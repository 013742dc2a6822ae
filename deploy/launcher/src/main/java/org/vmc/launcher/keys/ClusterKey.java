package org.vmc.launcher.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/**
 * The SSH key (Ed25519) with which the services reach hosts, builders and workers.
 *
 * @param privateKey in OpenSSH's own format
 * @param publicKey one line for {@code authorized_keys}
 */
public record ClusterKey(Path privateKey, Path publicKey) {

    private static final String COMMENT = "vmc-cluster";

    /** Makes the pair in the directory unless it is there. */
    public static ClusterKey in(Path directory) {
        ClusterKey key = new ClusterKey(directory.resolve("cluster_ed25519"), directory.resolve("cluster_ed25519.pub"));
        if (!Files.exists(key.privateKey) || !Files.exists(key.publicKey)) {
            key.make();
        }
        return key;
    }

    private void make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            OpenSshKey key = OpenSshKey.of(pair, COMMENT);
            PrivateFile.writePublic(publicKey, key.authorizedKeysLine());
            PrivateFile.writeSecret(privateKey, key.privateKeyFile());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK has no Ed25519", impossible);
        }
    }
}
