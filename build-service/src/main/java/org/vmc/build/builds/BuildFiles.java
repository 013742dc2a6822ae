package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.vmc.build.BuildSettings;

/** Where the service's machine keeps the files of builds: {@code DATA/builds/ID/{log,artifacts,known_hosts,load}}. */
@ApplicationScoped
class BuildFiles {
    private final Path builds;

    BuildFiles(BuildSettings settings) {
        this.builds = settings.dataDir().toAbsolutePath().normalize().resolve("builds");
    }

    /** The log; need not exist. */
    Path log(UUID buildId) {
        return builds.resolve(buildId.toString()).resolve("log");
    }

    /** Directory of what was measured of its hosts; need not exist. */
    Path load(UUID buildId) {
        return builds.resolve(buildId.toString()).resolve("load");
    }

    /** Host keys of the workers of the build. */
    Path knownHosts(UUID buildId) {
        return builds.resolve(buildId.toString()).resolve("known_hosts");
    }

    /** Directory of the kept files; need not exist. */
    Path artifacts(UUID buildId) {
        return builds.resolve(buildId.toString()).resolve("artifacts");
    }

    /**
     * Where an artifact is kept.
     *
     * @param path relative to the top of the source, as the builder or a client says it
     * @throws IllegalArgumentException when it leads elsewhere
     */
    Path artifact(UUID buildId, String path) {
        var directory = artifacts(buildId);
        var file = directory.resolve(path).normalize();
        if (!file.startsWith(directory) || file.equals(directory)) {
            throw new IllegalArgumentException("Not the path of an artifact: " + path);
        }
        return file;
    }

    /** The directories of builds, those of running ones too, whose names are the builds' ids. */
    List<Path> all() throws IOException {
        if (!Files.isDirectory(builds)) {
            return List.of();
        }
        try (var found = Files.list(builds)) {
            return found.filter(Files::isDirectory).toList();
        }
    }

    /** The kept files, relative to {@link #artifacts}. */
    List<Path> artifactPaths(UUID buildId) throws IOException {
        var directory = artifacts(buildId);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile)
                    .map(directory::relativize)
                    .sorted()
                    .toList();
        }
    }
}
