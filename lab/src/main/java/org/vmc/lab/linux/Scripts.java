package org.vmc.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The scripts of {@code resources/lab}, laid out as files so that a shell can read them.
 *
 * @param directory where they are
 */
public record Scripts(Path directory) {

    private static final List<String> NAMES =
            List.of("boot.sh", "enter.sh", "image.sh", "init.sh", "launch.sh", "session.sh", "sshd_config");

    /** Writes the scripts into a directory, replacing what is there. */
    public static Scripts extractTo(Path directory) {
        try {
            Files.createDirectories(directory);
            for (var name : NAMES) {
                try (var content = Scripts.class.getResourceAsStream("/lab/" + name)) {
                    if (content == null) {
                        throw new IllegalStateException("Not in this jar: lab/" + name);
                    }
                    Files.copy(content, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write the lab's scripts to " + directory, e);
        }
        return new Scripts(directory);
    }

    String path(String name) {
        return directory.resolve(name).toString();
    }

    /** Makes the root file system that all nodes share. */
    public void buildImage(Commands commands, Path image) {
        commands.run(List.of("/bin/sh", path("image.sh"), image.toString(), directory.toString()));
    }
}
