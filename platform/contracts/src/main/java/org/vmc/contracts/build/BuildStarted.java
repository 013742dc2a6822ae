package org.vmc.contracts.build;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A build began to compile.
 *
 * @param source named source, URL or path
 * @param jobs number given to {@code make -j}
 * @param workers names of the workers; empty for a local build
 * @param owner user it belongs to
 * @param team team of the owner, if any
 */
@EventType(value = "org.vmc.build.started.v1", topic = Topics.BUILD, summary = "A build began to compile.")
public record BuildStarted(
        UUID buildId,
        String source,
        BuildMode mode,
        int jobs,
        List<String> workers,
        String owner,
        @Nullable String team)
        implements BuildFact {

    public BuildStarted {
        workers = List.copyOf(workers);
    }

    @Override
    public UUID subject() {
        return buildId;
    }
}
