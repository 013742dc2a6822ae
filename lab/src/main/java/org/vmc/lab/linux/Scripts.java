package org.vmc.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * The scripts of {@code resources/lab}, laid out as files so that a shell can read them.
 *
 * @param directory where they are
 */
public record Scripts(Path directory) {

    /** It copies a few megabytes, which takes a busy machine its time. */
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(2);

    private static final List<String> NAMES = List.of(
            "bind-groups.sh",
            "boot.sh",
            "enter.sh",
            "fill-disk.sh",
            "first-boot.sh",
            "image.sh",
            "init.sh",
            "launch.sh",
            "metrics.sh",
            "session.sh",
            "sshd_config");

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

    /** Makes the layers that nodes share, below a directory. */
    public void buildImages(Commands commands, Path images) {
        commands.run(List.of("/bin/sh", path("image.sh"), images.toString(), directory.toString()), "", BUILD_LIMIT);
    }

    /** Devices, mount points and programs of the lab, over whatever root. */
    static Path essentials(Path images) {
        return images.resolve("essentials");
    }

    /** Root file system made of this machine's. */
    static Path machineRoot(Path images) {
        return images.resolve("machine");
    }
}
