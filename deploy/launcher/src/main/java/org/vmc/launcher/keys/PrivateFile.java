package org.vmc.launcher.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Files that appear whole and, unless they are meant for others, are readable by their owner only. */
final class PrivateFile {

    private static final String OWNER_ONLY = "rw-------";
    private static final String EVERYBODY = "rw-r--r--";

    private PrivateFile() {}

    /** Reads the file; makes it first when it does not exist. */
    static String readOrMake(Path file, Supplier<String> content) {
        try {
            if (!Files.exists(file)) {
                write(file, content.get(), OWNER_ONLY);
            }
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot use " + file, failure);
        }
    }

    static void writeSecret(Path file, String content) {
        writeUnchecked(file, content, OWNER_ONLY);
    }

    static void writePublic(Path file, String content) {
        writeUnchecked(file, content, EVERYBODY);
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot delete " + file, failure);
        }
    }

    private static void writeUnchecked(Path file, String content, String permissions) {
        try {
            write(file, content, permissions);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file, failure);
        }
    }

    private static void write(Path file, String content, String permissions) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        Files.write(unfinished, content.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString(permissions));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
