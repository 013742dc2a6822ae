package org.vmc.build.builders;

import java.util.ArrayList;
import java.util.List;

/**
 * A file that a build made.
 *
 * @param path relative to the top of the source
 * @param sizeBytes its size
 * @param sha256 of its content
 */
public record BuiltFile(String path, long sizeBytes, String sha256) {

    /** Reads the lines that the script {@code files} prints; a path may span several. */
    static List<BuiltFile> parse(List<String> lines) {
        var files = new ArrayList<BuiltFile>();
        for (var entry : String.join("\n", lines).split("\0\n?")) {
            if (!entry.isEmpty()) {
                var parts = entry.split(" ", 3);
                files.add(new BuiltFile(parts[2], Long.parseLong(parts[1]), parts[0]));
            }
        }
        return files;
    }
}
