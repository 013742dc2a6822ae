package org.vmc.lab.xenapi.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The last change of every object, by generation. Reading it is free of locks. Deletions are forgotten after a while: a
 * client that was away so long sees the loss in {@code valid_ref_counts}.
 */
final class Journal {

    private static final int REMEMBERED_DELETIONS = 50_000;

    private final ConcurrentSkipListMap<Long, Change> changes = new ConcurrentSkipListMap<>();
    private final Deque<Long> deletions = new ArrayDeque<>();

    void written(Row row, long replacedGeneration) {
        changes.remove(replacedGeneration);
        changes.put(row.modified(), new Change.Written(row));
    }

    void deleted(Row row, long generation) {
        changes.remove(row.modified());
        changes.put(generation, new Change.Deleted(row.type(), row.ref(), row.created(), generation));
        deletions.add(generation);
        if (deletions.size() > REMEMBERED_DELETIONS) {
            changes.remove(deletions.remove());
        }
    }

    /** All changes after one generation and up to another, oldest first. */
    Collection<Change> between(long after, long upTo) {
        return after >= upTo
                ? List.of()
                : changes.subMap(after, false, upTo, true).values();
    }
}
