package org.vmc.launcher.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Secrets of one installation, each in a file of its own that only its owner can read.
 *
 * <ul>
 *   <li>{@code admin-token}: the API token of the user {@code admin}
 *   <li>{@code tokens}: what the gateway reads; lines {@code SHA256HEX USER ROLE TEAM}, edited by hand for more users
 *   <li>{@code postgres-password}: of the database user {@code vmc}
 * </ul>
 */
public final class Secrets {

    private static final int BYTES = 32;

    private final Path directory;

    public Secrets(Path directory) {
        this.directory = directory;
    }

    /** Opaque; sent as {@code Authorization: Bearer …}. */
    public String adminToken() {
        return PrivateFile.readOrMake(directory.resolve("admin-token"), () -> "vmc_" + random() + "\n")
                .trim();
    }

    /** The gateway's file of hashed tokens, made with the admin's token when it does not exist. */
    public Path tokensFile() {
        Path file = directory.resolve("tokens");
        if (!Files.exists(file)) {
            PrivateFile.writeSecret(
                    file, "# SHA256HEX USER ROLE TEAM\n" + sha256(adminToken()) + " admin admin operations\n");
        }
        return file;
    }

    public String postgresPassword() {
        return PrivateFile.readOrMake(directory.resolve("postgres-password"), () -> random() + "\n")
                .trim();
    }

    static String sha256(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
