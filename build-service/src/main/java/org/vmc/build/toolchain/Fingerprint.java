package org.vmc.build.toolchain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Identifies a compiler well enough that equal fingerprints give equal object files.
 *
 * @param version full version, such as {@code 12.2.0}
 * @param target machine it compiles for, such as {@code x86_64-linux-gnu}
 * @param translatorSha256 SHA-256 of {@code cc1}, the program that does the work behind {@code gcc}
 * @param assemblerSha256 SHA-256 of the assembler it calls
 */
public record Fingerprint(String version, String target, String translatorSha256, String assemblerSha256) {

    /**
     * Reads what the script {@code fingerprint} prints: lines {@code name=value}.
     *
     * @return empty when the compiler did not answer all of it
     */
    public static Optional<Fingerprint> parse(String output) {
        var values = new HashMap<String, String>();
        output.lines().forEach(line -> {
            var equals = line.indexOf('=');
            if (equals > 0 && equals < line.length() - 1) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        if (!values.keySet().containsAll(List.of("version", "target", "cc1", "assembler"))) {
            return Optional.empty();
        }
        return Optional.of(new Fingerprint(
                values.getOrDefault("version", ""),
                values.getOrDefault("target", ""),
                values.getOrDefault("cc1", ""),
                values.getOrDefault("assembler", "")));
    }

    /** In what {@code other} differs from this one, in words; empty when it does not. */
    public List<String> differencesFrom(Fingerprint other) {
        var differences = new ArrayList<String>();
        if (!version.equals(other.version)) {
            differences.add("version is %s, not %s".formatted(version, other.version));
        }
        if (!target.equals(other.target)) {
            differences.add("target is %s, not %s".formatted(target, other.target));
        }
        if (!translatorSha256.equals(other.translatorSha256)) {
            differences.add("cc1 is another build of the compiler");
        }
        if (!assemblerSha256.equals(other.assemblerSha256)) {
            differences.add("the assembler is another one");
        }
        return differences;
    }

    /** One line, kept with a build and readable by {@link #fromLine}. */
    public String toLine() {
        return String.join(" ", version, target, translatorSha256, assemblerSha256);
    }

    /** The fingerprint that {@link #toLine} wrote. */
    public static Fingerprint fromLine(String line) {
        var parts = line.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("Not a fingerprint: " + line);
        }
        return new Fingerprint(parts[0], parts[1], parts[2], parts[3]);
    }
}
