package org.vmc.contracts.build;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A build ended, whatever its outcome.
 *
 * @param realMillis wall-clock time of the build command; absent when it never ran
 * @param artifactsSha256 checksum over the sorted checksums of all artifacts; absent when there are none
 * @param reason sentence for people when it did not succeed
 */
@EventType(value = "org.vmc.build.finished.v1", topic = Topics.BUILD, summary = "A build ended, whatever its outcome.")
public record BuildFinished(
        UUID buildId,
        String source,
        BuildMode mode,
        BuildOutcome outcome,
        @Nullable Long realMillis,
        @Nullable Long userMillis,
        @Nullable Long systemMillis,
        int jobs,
        int workerCount,
        @Nullable String artifactsSha256,
        @Nullable String reason)
        implements BuildFact {

    @Override
    public UUID subject() {
        return buildId;
    }
}
