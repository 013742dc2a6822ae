package org.vmc.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.vmc.embedded.ProjectRoot;

/**
 * Where one installation keeps everything it writes.
 *
 * @param root the project's directory with the built programs
 * @param directory {@code .vmc} below it unless the environment variable VMC_HOME names another; two homes are two
 *     independent installations
 */
public record VmcHome(Path root, Path directory) {

    public static VmcHome find() {
        Path root = ProjectRoot.find();
        String home = System.getenv("VMC_HOME");
        Path directory = home == null || home.isBlank() ? root.resolve(".vmc") : Path.of(home);
        return new VmcHome(root, directory.toAbsolutePath().normalize());
    }

    /** Data of one part, kept from start to start. */
    public Path data(String part) {
        return directory.resolve("data").resolve(part);
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public Path logs() {
        return made("logs", "rwxr-xr-x");
    }

    /** State of what runs now; may be deleted when nothing does. */
    public Path run() {
        return made("run", "rwxr-xr-x");
    }

    public Path keys() {
        return made("keys", "rwx------");
    }

    public Path secrets() {
        return made("secrets", "rwx------");
    }

    private Path made(String name, String permissions) {
        Path path = directory.resolve(name);
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            }
            return path;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot make " + path, failure);
        }
    }
}
