package org.vmc.contracts.storage;

import java.util.List;
import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * It was measured how fast a tree of small files is made, searched and read in several places.
 *
 * @param benchmarkId its address has the figures
 * @param clientHostName the storage host that did the work
 * @param targets such as {@code local} and {@code mount:src}; the first is what the others are compared with
 * @param directories of the tree
 * @param filesEach in each directory
 * @param fileBytes of each file
 * @param rounds how often all of it was done
 */
@EventType(
        value = "org.vmc.storage.benchmark.finished.v1",
        topic = Topics.STORAGE,
        summary = "It was measured how fast a tree of small files is made, searched and read in several places.")
public record BenchmarkFinished(
        UUID benchmarkId,
        String clientHostName,
        List<String> targets,
        int directories,
        int filesEach,
        int fileBytes,
        int rounds)
        implements StorageFact {

    public BenchmarkFinished {
        targets = List.copyOf(targets);
    }

    @Override
    public UUID subject() {
        return benchmarkId;
    }
}
