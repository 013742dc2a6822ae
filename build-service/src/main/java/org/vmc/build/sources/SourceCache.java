package org.vmc.build.sources;

import java.io.IOException;
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
import org.jboss.logging.Logger;
import org.vmc.build.files.Trees;
import org.vmc.http.problem.ProblemException;

/**
 * Archives by content: {@code sha256-DIGEST} or {@code commit-ID}. An archive appears by one rename, complete and
 * checked, so several processes may share the directory.
 */
final class SourceCache {
    private static final Logger LOG = Logger.getLogger(SourceCache.class);

    /** Another process may be fetching. */
    private static final Duration FETCH_SURELY_ENDED = Duration.ofDays(1);

    private final Path directory;
    private final FetchLimits limits;

    SourceCache(Path directory, FetchLimits limits) {
        this.directory = directory;
        this.limits = limits;
    }

    /** Brings an archive into an empty directory and says where it is. */
    @FunctionalInterface
    interface Fetch {
        Path into(Path directory) throws IOException, InterruptedException;
    }

    /** An archive whose digest is known. A damaged copy in the cache is fetched again. */
    FetchedSource pinned(String sha256, Fetch fetch) throws IOException, InterruptedException {
        var kept = directory.resolve("sha256-" + sha256);
        var identity = "sha256:" + sha256;
        if (Files.isRegularFile(kept) && Sha256.of(kept).equals(sha256)) {
            used(kept);
            return new FetchedSource(kept, sha256, identity);
        }
        return fetching(fetch, fetched -> {
            var found = Sha256.of(fetched);
            if (!found.equals(sha256)) {
                throw ProblemException.conflict("The source is not what was pinned: %s has SHA-256 %s, expected %s. "
                                .formatted(fetched.getFileName(), found, sha256)
                        + "Check where it comes from before you change the pin.");
            }
            return new FetchedSource(keep(fetched, "sha256-" + sha256), sha256, identity);
        });
    }

    /** The tree of a commit; git itself has checked that it is that commit. */
    FetchedSource commit(String commit, Fetch fetch) throws IOException, InterruptedException {
        var kept = directory.resolve("commit-" + commit);
        var identity = "commit:" + commit;
        if (Files.isRegularFile(kept)) {
            used(kept);
            return new FetchedSource(kept, Sha256.of(kept), identity);
        }
        return fetching(
                fetch, fetched -> new FetchedSource(keep(fetched, "commit-" + commit), Sha256.of(kept), identity));
    }

    /** An archive whose digest is not known before. */
    FetchedSource unpinned(Fetch fetch) throws IOException, InterruptedException {
        return fetching(fetch, fetched -> {
            var digest = Sha256.of(fetched);
            return new FetchedSource(keep(fetched, "sha256-" + digest), digest, "sha256:" + digest);
        });
    }

    @FunctionalInterface
    private interface Fetched {
        FetchedSource accept(Path file) throws IOException;
    }

    private FetchedSource fetching(Fetch fetch, Fetched then) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var scratch = Files.createTempDirectory(directory, "fetch-");
        try {
            var fetched = fetch.into(scratch);
            limits.requireAllowed(fetched);
            used(fetched);
            return then.accept(fetched);
        } finally {
            Trees.remove(scratch);
        }
    }

    /**
     * Removes archives that were not used for long, those used least recently while all together are too large, and
     * directories of fetches whose process was killed.
     */
    void sweep(Instant now, Duration keepUnused, long maxBytes) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        var bytes = 0L;
        for (var entry : latestFirst()) {
            bytes += entry.bytes();
            var keptFor = entry.isDirectory() ? FETCH_SURELY_ENDED : keepUnused;
            var fits = entry.isDirectory() || bytes <= maxBytes;
            if (!fits || entry.lastUsed().isBefore(now.minus(keptFor))) {
                LOG.infof("Removing %s from the cache of sources", entry.path().getFileName());
                Trees.remove(entry.path());
            }
        }
    }

    /** @param bytes of an archive; 0 for a directory in which a fetch is at work, or was when its process was killed */
    private record Entry(Path path, boolean isDirectory, long bytes, Instant lastUsed) {}

    private List<Entry> latestFirst() throws IOException {
        var found = new ArrayList<Entry>();
        try (var entries = Files.newDirectoryStream(directory)) {
            for (var entry : entries) {
                var attributes = Files.readAttributes(entry, BasicFileAttributes.class);
                found.add(new Entry(
                        entry,
                        attributes.isDirectory(),
                        attributes.isDirectory() ? 0 : attributes.size(),
                        attributes.lastModifiedTime().toInstant()));
            }
        }
        found.sort(Comparator.comparing(Entry::lastUsed).reversed());
        return found;
    }

    /** The time of modification says when an archive was last used. */
    private static void used(Path archive) throws IOException {
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now()));
    }

    private Path keep(Path fetched, String name) throws IOException {
        return Files.move(
                fetched, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
