package org.vmc.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reading and writing the files of one control group hierarchy. */
final class GroupFiles {

    /** The kernel answers EBUSY for a moment after the last process of a group was reaped. */
    private static final int REMOVE_ATTEMPTS = 200;

    private GroupFiles() {}

    static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not create control group " + directory, e);
        }
    }

    static void write(Path file, String value) {
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write '" + value + "' to " + file, e);
        }
    }

    static void openToAll(Path directory) {
        try {
            Files.setPosixFilePermissions(
                    directory.resolve("cgroup.procs"), PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not open control group " + directory + " to all users", e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    /** The group and all below it, the deepest first; empty when it is not there. */
    static List<Path> deepestFirst(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var tree = Files.walk(directory)) {
            return tree.filter(Files::isDirectory)
                    .sorted(Comparator.comparingInt(Path::getNameCount).reversed())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // A group vanished while it was walked: the next look sees the rest.
            return Files.isDirectory(directory) ? List.of(directory) : List.of();
        }
    }

    static List<Long> processes(Path directory) {
        var found = new ArrayList<Long>();
        for (var group : deepestFirst(directory)) {
            try {
                Files.readAllLines(group.resolve("cgroup.procs")).forEach(line -> found.add(Long.valueOf(line)));
            } catch (NoSuchFileException e) {
                // Removed meanwhile, so it has no processes.
            } catch (IOException e) {
                if (Files.exists(group)) {
                    throw new UncheckedIOException("Could not read the processes of " + group, e);
                }
            }
        }
        return found;
    }

    static void remove(Path directory) {
        for (var group : deepestFirst(directory)) {
            removeOne(group);
        }
    }

    private static void removeOne(Path group) {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.deleteIfExists(group);
                return;
            } catch (IOException e) {
                if (attempt == REMOVE_ATTEMPTS) {
                    throw new UncheckedIOException(
                            "Could not remove control group " + group + " with processes " + processes(group), e);
                }
                Await.aMoment();
            }
        }
    }
}
