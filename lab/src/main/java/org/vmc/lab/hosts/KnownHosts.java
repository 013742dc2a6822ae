package org.vmc.lab.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The file of SSH host keys of all nodes, kept current. Thread-safe. */
public final class KnownHosts {

    private final Path file;
    private final Map<String, String> keys = new TreeMap<>();

    KnownHosts(Path file) {
        this.file = file;
    }

    /** Notes the key of an address. */
    public synchronized void put(String address, String publicKey) {
        keys.put(address, publicKey);
        write();
    }

    /** Forgets an address. */
    public synchronized void remove(String address) {
        keys.remove(address);
        write();
    }

    /**
     * Fingerprints by address of the keys in such a file, in the form that ssh shows; empty when it is not there.
     *
     * @param file lines of address, algorithm, key
     */
    public static Map<String, String> fingerprints(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.split(" "))
                    .filter(words -> words.length >= 3)
                    .collect(
                            Collectors.toMap(words -> words[0], words -> fingerprint(words[2]), (one, other) -> other));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static String fingerprint(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(key));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void write() {
        var text = keys.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            var next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file, e);
        }
    }
}
