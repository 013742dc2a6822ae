package org.vmc.embedded.postgres;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories that appear at once or not at all. */
final class Directories {

    private Directories() {}

    /**
     * Gives {@code source} the name of {@code target}, in one step.
     *
     * @return false when {@code target} exists already; then {@code source} stays
     */
    static boolean renameUnlessTaken(Path source, Path target) throws IOException {
        if (Files.exists(target)) {
            return false;
        }
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (AtomicMoveNotSupportedException impossible) {
            throw impossible;
        } catch (IOException taken) {
            if (Files.exists(target)) {
                return false;
            }
            throw taken;
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
