package org.vmc.build.sources;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;

/**
 * Archives by content: {@code sha256-DIGEST} or {@code commit-ID}. An archive appears by one rename, complete and
 * checked, so several processes may share the directory.
 */
final class SourceCache {
    private final Path directory;

    SourceCache(Path directory) {
        this.directory = directory;
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
            return then.accept(fetch.into(scratch));
        } finally {
            remove(scratch);
        }
    }

    private Path keep(Path fetched, String name) throws IOException {
        return Files.move(
                fetched, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void remove(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
