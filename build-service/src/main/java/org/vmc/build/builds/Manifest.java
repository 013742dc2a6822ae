package org.vmc.build.builds;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.vmc.build.builders.BuiltFile;
import org.vmc.build.sources.Sha256;

/**
 * The files of a build that must be equal to those of another, with their SHA-256. As text: a line {@code DIGEST PATH}
 * each, by path, as {@code sha256sum} writes it.
 *
 * @param digests SHA-256 by path
 */
record Manifest(Map<String, String> digests) {

    Manifest {
        digests = Map.copyOf(digests);
    }

    static Manifest of(List<BuiltFile> files) {
        return new Manifest(
                files.stream().collect(Collectors.toMap(BuiltFile::path, BuiltFile::sha256, (one, same) -> one)));
    }

    static Manifest parse(String text) {
        var digests = new TreeMap<String, String>();
        text.lines().forEach(line -> digests.put(line.substring(66), line.substring(0, 64)));
        return new Manifest(digests);
    }

    String text() {
        return digests.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                // A line break in a name would make two lines of one.
                .map(entry -> entry.getValue() + "  " + entry.getKey().replace('\n', '?') + "\n")
                .collect(Collectors.joining());
    }

    String sha256() {
        return Sha256.of(text());
    }

    int fileCount() {
        return digests.size();
    }

    /** The paths that differ or exist on one side only, sorted. */
    List<String> differencesFrom(Manifest other) {
        var paths = new TreeSet<>(digests.keySet());
        paths.addAll(other.digests.keySet());
        return paths.stream()
                .filter(path -> !digests.getOrDefault(path, "").equals(other.digests.getOrDefault(path, "")))
                .toList();
    }
}
