package org.vmc.build.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** Trees on the service's machine, below the roots that an administrator allows. */
final class LocalTrees {
    private final List<Path> roots;
    private final FetchLimits limits;

    LocalTrees(List<Path> roots, FetchLimits limits) {
        this.roots = roots;
        this.limits = limits;
    }

    /** @throws ProblemException 422 naming {@code source} unless it is a directory really below an allowed root */
    void requireAllowed(Path directory) {
        if (roots.isEmpty()) {
            throw ProblemException.invalid(
                    "source", "must not be a local path: none is allowed by vmc.build.sources.local-roots");
        }
        // The answer is the same for what does not exist and what may not be seen, so that nobody can explore the disk.
        if (!isBelowRoot(directory)) {
            throw ProblemException.invalid("source", "must be a directory below one of the allowed roots");
        }
    }

    /** Packs the tree, without {@code .git}; the same content gives the same bytes. */
    Path pack(Path directory, Path to) throws IOException, InterruptedException {
        requireAllowed(directory);
        var archive = to.resolve("source.tar");
        var outcome = LocalProgram.run(
                to,
                Map.of(),
                limits,
                List.of(
                        "tar",
                        "--create",
                        "--file=" + archive,
                        "--sort=name",
                        "--format=gnu",
                        "--mtime=@0",
                        "--owner=0",
                        "--group=0",
                        "--numeric-owner",
                        "--exclude-vcs",
                        // Not the targets of symbolic links; those of hard links are names of the archive.
                        "--transform=s,^\\.,source,S",
                        "--directory=" + directory.toRealPath(),
                        "."));
        if (outcome instanceof LocalProgram.Outcome.Failed failed) {
            throw ProblemException.of(
                    ProblemType.CONFLICT, "The tree %s cannot be packed: %s.".formatted(directory, failed.reason()));
        }
        return archive;
    }

    private boolean isBelowRoot(Path directory) {
        try {
            var real = directory.toRealPath();
            if (!Files.isDirectory(real)) {
                return false;
            }
            for (var root : roots) {
                if (Files.isDirectory(root) && real.startsWith(root.toRealPath())) {
                    return true;
                }
            }
            return false;
        } catch (IOException notThere) {
            return false;
        }
    }
}
