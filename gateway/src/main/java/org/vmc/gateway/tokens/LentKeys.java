package org.vmc.gateway.tokens;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.vmc.http.identity.Caller;

/**
 * Keys that stand in a token's place for as long as something lasts that a user began, such as a chat in a page: who
 * acts for the user there comes back with one. This process alone knows them, and only their hashes. Thread-safe.
 */
@Singleton
public class LentKeys {
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Supplier<Optional<Caller>>> lenders = new ConcurrentHashMap<>();

    LentKeys() {}

    /**
     * Makes a key.
     *
     * @param lender whom the key stands for at that moment; asked at every use
     */
    public String lend(Supplier<Optional<Caller>> lender) {
        var secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        var key = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        lenders.put(hash(key), lender);
        return key;
    }

    /** Makes a key worthless; one that is worthless stays so. */
    public void end(String key) {
        lenders.remove(hash(key));
    }

    Optional<Caller> callerOf(String key) {
        return Optional.ofNullable(lenders.get(hash(key))).flatMap(Supplier::get);
    }

    private static String hash(String key) {
        return HexFormat.of().formatHex(Tokens.sha256(key));
    }
}
