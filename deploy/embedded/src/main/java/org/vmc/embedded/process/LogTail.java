package org.vmc.embedded.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log file, to show beside a failure. */
public final class LogTail {

    private LogTail() {}

    /** At most {@code lines} lines; a file that cannot be read gives one line saying so. */
    public static String of(Path file, int lines) {
        try {
            List<String> all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException unreadable) {
            return "(no log at " + file + ")";
        }
    }

    /** What was written after the first {@code offset} bytes; empty when the file cannot be read. */
    public static String since(Path file, long offset) {
        try (InputStream input = Files.newInputStream(file)) {
            input.skipNBytes(offset);
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
