package org.vmc.lab.firstboot;

import java.util.List;
import java.util.stream.Collectors;

/** The one place where arguments become a line for a POSIX shell. */
final class ShellWords {

    private ShellWords() {}

    /** A line that a shell splits into exactly these words. */
    static String quote(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
