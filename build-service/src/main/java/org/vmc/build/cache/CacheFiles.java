package org.vmc.build.cache;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.vmc.build.BuildSettings;
import org.vmc.build.sources.Sha256;

/**
 * The caches of compilations on the service's machine, an archive for each team's source: {@code DATA/caches/DIGEST}.
 * They are brought to the builder before a build and fetched after it. On builders all builds have one account, so a
 * cache that stayed there could be read and changed by other teams' builds; and any builder has the same one this way.
 * An archive appears by one rename, complete; of two builds that end at once the later one's stays.
 */
@ApplicationScoped
public class CacheFiles {
    private static final Logger LOG = Logger.getLogger(CacheFiles.class);
    private static final String PART = ".part";

    /** Another process may be fetching. */
    private static final Duration FETCH_SURELY_ENDED = Duration.ofDays(1);

    private final Path directory;

    CacheFiles(BuildSettings settings) {
        this.directory = settings.dataDir().toAbsolutePath().normalize().resolve("caches");
    }

    /** Writes an archive. */
    @FunctionalInterface
    public interface Fetch {
        void into(OutputStream sink) throws IOException, InterruptedException;
    }

    /** The archive of a team's source, which counts as used now. */
    public Optional<Path> of(String team, String lineage) throws IOException {
        var archive = archive(team, lineage);
        if (!Files.isRegularFile(archive)) {
            return Optional.empty();
        }
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now()));
        return Optional.of(archive);
    }

    /** Puts an archive in the place of what was kept. */
    public void keep(String team, String lineage, Fetch fetch) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var part = Files.createTempFile(directory, "", PART);
        try {
            try (var sink = Files.newOutputStream(part)) {
                fetch.into(sink);
            }
            Files.move(part, archive(team, lineage), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Forgets what was kept; nothing happens when that is nothing. */
    public void forget(String team, String lineage) throws IOException {
        Files.deleteIfExists(archive(team, lineage));
    }

    /** Removes archives not used for long, and those used least recently while all together are too large. */
    public void sweep(Instant now, Duration keepUnused, long maxBytes) throws IOException {
        var bytes = 0L;
        for (var entry : latestFirst()) {
            var isPart = entry.path().toString().endsWith(PART);
            bytes += entry.bytes();
            var keptFor = isPart ? FETCH_SURELY_ENDED : keepUnused;
            if (!isPart && bytes > maxBytes || entry.lastUsed().isBefore(now.minus(keptFor))) {
                LOG.infof("Removing the compiler cache %s", entry.path().getFileName());
                Files.deleteIfExists(entry.path());
            }
        }
    }

    private record Entry(Path path, long bytes, Instant lastUsed) {}

    private List<Entry> latestFirst() throws IOException {
        var found = new ArrayList<Entry>();
        if (Files.isDirectory(directory)) {
            try (var entries = Files.newDirectoryStream(directory)) {
                for (var entry : entries) {
                    var attributes = Files.readAttributes(entry, BasicFileAttributes.class);
                    found.add(new Entry(
                            entry,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()));
                }
            }
        }
        found.sort(Comparator.comparing(Entry::lastUsed).reversed());
        return found;
    }

    private Path archive(String team, String lineage) {
        // The digest is no secret: it keeps names that users choose away from paths.
        return directory.resolve(Sha256.of(team + '\0' + lineage) + ".tar");
    }
}
