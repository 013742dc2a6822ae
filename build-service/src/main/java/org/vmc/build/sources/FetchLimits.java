package org.vmc.build.sources;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/**
 * What the fetching of one source may take.
 *
 * @param timeout for each program and each transfer
 * @param maxSizeBytes of the archive
 */
record FetchLimits(Duration timeout, long maxSizeBytes) {
    /** A repository and the archive of its commit lie side by side. */
    private static final int COPIES = 2;

    /** @throws ProblemException 413 when the archive is too large */
    void requireAllowed(Path archive) throws IOException {
        if (Files.size(archive) > maxSizeBytes) {
            throw tooLarge();
        }
    }

    /** @throws ProblemException 413 when what is being fetched into the directory will give too large an archive */
    void requireRoom(Path directory) throws IOException {
        if (sizeBytes(directory) > COPIES * maxSizeBytes) {
            throw tooLarge();
        }
    }

    private ProblemException tooLarge() {
        return ProblemException.of(
                ProblemType.TOO_LARGE, "The source is larger than the %d bytes allowed.".formatted(maxSizeBytes));
    }

    /** As far as can be told: a program is at work there, and files come and go. */
    private static long sizeBytes(Path directory) throws IOException {
        var counter = new SimpleFileVisitor<Path>() {
            private long bytes;

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        };
        Files.walkFileTree(directory, counter);
        return counter.bytes;
    }
}
