package org.vmc.launcher.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The file that tells the gateway whose tokens are valid: lines {@code SHA256HEX USER ROLE TEAM [EXPIRES]}, {@code -}
 * for no team. The gateway reads it again within a second after a change. Lines that are not changed stay as they are,
 * whoever wrote them.
 */
final class TokensFile {

    static final String NO_TEAM = "-";

    private static final String HEADING = "# SHA256HEX USER ROLE TEAM [EXPIRES]";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final int HASH_SHOWN = 12;

    private final Path file;

    TokensFile(Path file) {
        this.file = file;
    }

    /** What is known of one token. */
    record Entry(String hash, String user, String role, String team, String expires) {

        /** Enough of the hash to tell two tokens of one user apart. */
        String shortHash() {
            return hash.substring(0, Math.min(HASH_SHOWN, hash.length()));
        }
    }

    /** Whether the gateway accepts it as the name of a user or team. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    List<Entry> entries() {
        return lines().stream()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length >= 4)
                .map(words -> new Entry(words[0], words[1], words[2], words[3], words.length > 4 ? words[4] : ""))
                .toList();
    }

    /** Adds a token unless it is there. */
    void add(String hash, String user, String role, String team) {
        if (entries().stream().anyMatch(entry -> entry.hash().equalsIgnoreCase(hash))) {
            return;
        }
        List<String> lines = new ArrayList<>(lines());
        if (lines.isEmpty()) {
            lines.add(HEADING);
        }
        lines.add(String.join(" ", hash, user, role, team));
        write(lines);
    }

    /**
     * Removes all tokens of a user.
     *
     * @return how many there were
     */
    int removeAllOf(String user) {
        List<String> before = lines();
        List<String> left =
                before.stream().filter(line -> !isTokenOf(user, line)).toList();
        if (left.size() < before.size()) {
            write(left);
        }
        return before.size() - left.size();
    }

    private static boolean isTokenOf(String user, String line) {
        String[] words = line.strip().split("\\s+", -1);
        return !words[0].startsWith("#") && words.length > 1 && words[1].equals(user);
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file, failure);
        }
    }

    private void write(List<String> lines) {
        PrivateFile.writeSecret(file, String.join("\n", lines) + "\n");
    }
}
