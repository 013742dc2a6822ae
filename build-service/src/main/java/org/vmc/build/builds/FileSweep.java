package org.vmc.build.builds;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.vmc.build.BuildSettings;
import org.vmc.build.files.Trees;

/**
 * Removes logs and artifacts of builds that ended long ago. Takes no input and may run at any time, in several replicas
 * at once.
 */
@ApplicationScoped
class FileSweep {
    private static final Logger LOG = Logger.getLogger(FileSweep.class);

    private final Builds builds;
    private final BuildFiles files;
    private final Duration keepFiles;
    private final Clock clock = Clock.systemUTC();

    FileSweep(Builds builds, BuildFiles files, BuildSettings settings) {
        this.builds = builds;
        this.files = files;
        this.keepFiles = settings.run().keepFiles();
    }

    @Scheduled(
            every = "${vmc.build.sweep-every:1h}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() throws IOException {
        var longAgo = clock.instant().minus(keepFiles);
        for (var directory : files.all()) {
            // Of a build that is not in the database, only the age of its files is known.
            var last = ended(directory.getFileName().toString())
                    .orElse(Files.getLastModifiedTime(directory).toInstant());
            if (last.isBefore(longAgo)) {
                LOG.infof("Removing log and artifacts of build %s", directory.getFileName());
                Trees.remove(directory);
            }
        }
    }

    /** When the build ended, the latest possible time while it runs; empty when there is no such build. */
    private Optional<Instant> ended(String name) {
        try {
            var id = UUID.fromString(name);
            return QuarkusTransaction.requiringNew()
                    .call(() -> builds.findByIdOptional(id))
                    .map(build -> build.finishedAt().orElse(Instant.MAX));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
