package org.vmc.build.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns a machine's package sources into sources of source packages, in both formats that apt reads. */
final class DebianSourcesList {
    private static final Pattern ONE_LINE_ENTRY = Pattern.compile("^\\s*deb\\s+");
    private static final Pattern TYPES_FIELD = Pattern.compile("(?im)^Types:.*$");
    private static final Pattern DISABLED = Pattern.compile("(?im)^Enabled:\\s*no\\s*$");

    private DebianSourcesList() {}

    /**
     * Writes, below {@code to}, a file for each file of package sources of the machine.
     *
     * @param aptDirectory usually {@code /etc/apt}
     * @return how many files were written
     */
    static int writeSourceEntries(Path aptDirectory, Path to) throws IOException {
        var written = 0;
        for (var file : machineFiles(aptDirectory)) {
            var name = file.getFileName().toString();
            var text = Files.readString(file);
            var entries = name.endsWith(".sources") ? fromStanzas(text) : fromLines(text);
            if (!entries.isBlank()) {
                Files.writeString(to.resolve(name), entries);
                written++;
            }
        }
        return written;
    }

    private static List<Path> machineFiles(Path aptDirectory) throws IOException {
        var files = new ArrayList<Path>();
        var main = aptDirectory.resolve("sources.list");
        if (Files.isReadable(main)) {
            files.add(main);
        }
        var parts = aptDirectory.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (var listed = Files.list(parts)) {
                listed.filter(file -> file.toString().endsWith(".list")
                                || file.toString().endsWith(".sources"))
                        .filter(Files::isReadable)
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** The format with a line an entry: {@code deb [options] URI suite components}. */
    static String fromLines(String text) {
        return text.lines()
                .filter(line -> ONE_LINE_ENTRY.matcher(line).find())
                .map(line -> ONE_LINE_ENTRY.matcher(line).replaceFirst("deb-src ") + "\n")
                .collect(Collectors.joining());
    }

    /** The format with a stanza an entry. */
    static String fromStanzas(String text) {
        return text
                .lines()
                .map(line -> line.startsWith("#") ? "#" : line)
                .filter(line -> !line.equals("#"))
                .collect(Collectors.joining("\n"))
                .transform(lines -> List.of(lines.split("\n\\s*\n")))
                .stream()
                .filter(stanza -> TYPES_FIELD.matcher(stanza).find())
                .filter(stanza -> !DISABLED.matcher(stanza).find())
                .map(stanza -> TYPES_FIELD
                                .matcher(stanza)
                                .replaceFirst("Types: deb-src")
                                .strip() + "\n\n")
                .collect(Collectors.joining());
    }
}
