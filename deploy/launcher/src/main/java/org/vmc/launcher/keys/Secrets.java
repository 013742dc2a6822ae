package org.vmc.launcher.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Secrets of one installation, each in a file of its own that only its owner can read. Thread-safe: parts that start at
 * once ask for them.
 *
 * <ul>
 *   <li>{@code admin-token}: the API token of the user {@code admin}
 *   <li>{@code bot-token}: the bot's, good only for what linked users of chats ask
 *   <li>{@code tokens}: what the gateway reads; lines {@code SHA256HEX USER ROLE TEAM}, changed by {@code ./vmc token}
 *   <li>{@code postgres-password}: of the database user {@code vmc}
 *   <li>{@code xenapi-password}: of the lab's XenAPI user {@code root}
 * </ul>
 */
public final class Secrets {

    static final String ADMIN = "admin";

    private static final String ADMIN_TOKEN = "admin-token";
    private static final String BOT = "bot";
    private static final String BOT_TOKEN = "bot-token";
    private static final String TOKENS = "tokens";
    private static final String XENAPI_PASSWORD = "xenapi-password";
    private static final int BYTES = 32;

    private final Path directory;

    public Secrets(Path directory) {
        this.directory = directory;
    }

    /**
     * Opaque; sent as {@code Authorization: Bearer …}. Made when it is missing, and made known to the gateway when it
     * is not: one of the two files may have been lost.
     */
    public synchronized String adminToken() {
        String token = PrivateFile.readOrMake(directory.resolve(ADMIN_TOKEN), () -> newToken() + "\n")
                .trim();
        tokens().add(sha256(token), ADMIN, "admin", "operations");
        return token;
    }

    /** The file with the bot's token, made when it is missing, and made known to the gateway as the administrator's. */
    public synchronized Path botTokenFile() {
        Path file = directory.resolve(BOT_TOKEN);
        String token = PrivateFile.readOrMake(file, () -> newToken() + "\n").trim();
        tokens().add(sha256(token), BOT, BOT, TokensFile.NO_TEAM);
        return file;
    }

    /** The gateway's file of hashed tokens; the administrator's and the bot's are among them. */
    public synchronized Path tokensFile() {
        adminToken();
        botTokenFile();
        return directory.resolve(TOKENS);
    }

    /** Makes a token for a user, valid as soon as the gateway has looked again; only its hash is kept. */
    synchronized String addToken(String user, String role, String team) {
        String token = newToken();
        tokens().add(sha256(token), user, role, team);
        return token;
    }

    /** Whose tokens are valid. */
    List<TokensFile.Entry> tokensKnown() {
        adminToken();
        return tokens().entries();
    }

    /**
     * Makes all tokens of a user invalid. The administrator has a new one at once, as this installation needs it; the
     * bot has one after the next start.
     *
     * @return how many there were
     */
    synchronized int revokeTokens(String user) {
        int revoked = tokens().removeAllOf(user);
        if (user.equals(ADMIN)) {
            PrivateFile.delete(directory.resolve(ADMIN_TOKEN));
            adminToken();
        }
        if (user.equals(BOT)) {
            PrivateFile.delete(directory.resolve(BOT_TOKEN));
        }
        return revoked;
    }

    private TokensFile tokens() {
        return new TokensFile(directory.resolve(TOKENS));
    }

    private static String newToken() {
        return "vmc_" + random();
    }

    public String postgresPassword() {
        return PrivateFile.readOrMake(directory.resolve("postgres-password"), () -> random() + "\n")
                .trim();
    }

    /** The file with the password of the lab's XenAPI, made when it is missing. */
    public Path xenApiPasswordFile() {
        xenApiPassword();
        return directory.resolve(XENAPI_PASSWORD);
    }

    public String xenApiPassword() {
        return PrivateFile.readOrMake(directory.resolve(XENAPI_PASSWORD), () -> random() + "\n")
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
