package org.vmc.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who this JVM runs as. */
public final class User {

    private static final int ROOT = 0;

    private User() {}

    /** Asks the kernel: the name in {@code user.name} can be anything for user id 0. */
    public static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(ROOT);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot find out who this process runs as", failure);
        }
    }
}
