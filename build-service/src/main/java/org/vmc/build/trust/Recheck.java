package org.vmc.build.trust;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file that a worker compiled and the builder compiled again.
 *
 * @param host of the worker, {@code ADDRESS:PORT}
 * @param file as given to the compiler
 */
public record Recheck(Result result, String host, String file) {

    /** How the objects compare. */
    public enum Result {
        /** Byte for byte the same. */
        SAME("same"),
        /** The build has changed the object since; worker and builder make the same of the source. */
        CHANGED("changed"),
        /** They are not the same. */
        DIFFERS("differs");

        private final String word;

        Result(String word) {
            this.word = word;
        }
    }

    /** Reads what the script {@code recheck} prints. */
    public static List<Recheck> parse(List<String> lines) {
        return lines.stream().map(Recheck::parse).flatMap(Optional::stream).toList();
    }

    private static Optional<Recheck> parse(String line) {
        var words = line.split("\t", 3);
        return words.length < 3
                ? Optional.empty()
                : Arrays.stream(Result.values())
                        .filter(result -> result.word.equals(words[0]))
                        .findFirst()
                        .map(result -> new Recheck(result, words[1], words[2]));
    }
}
