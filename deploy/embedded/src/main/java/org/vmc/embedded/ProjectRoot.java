package org.vmc.embedded;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the project's directory is: system property {@code vmc.root}, else found upwards from the working directory.
 */
public final class ProjectRoot {

    private ProjectRoot() {}

    /**
     * The directory, absolute.
     *
     * @throws IllegalStateException if there is no property and no directory above holds {@code deploy/broker/pom.xml}
     */
    public static Path find() {
        String property = System.getProperty("vmc.root");
        if (property != null && !property.isBlank()) {
            return Path.of(property).toAbsolutePath().normalize();
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("deploy/broker/pom.xml"))) {
                return directory;
            }
        }
        throw new IllegalStateException("No VMC project around " + start + "; set -Dvmc.root to its directory");
    }
}
