package org.vmc.vm.pools;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vmc.vm.xen.XenChange;

/**
 * What a listener has heard of a pool since it read it from the start: what it is told twice, late or after something
 * newer about the same object is no news. Not thread-safe.
 */
final class Hearing {

    /** The latest generation heard of each object, also of those that are gone: they never come back. */
    private final Map<String, Long> heard = new HashMap<>();

    private long start;

    /** The pool from the start: nothing that happened before it can be news any more. */
    List<XenChange> fromTheStart(List<XenChange> changes) {
        List<XenChange> news = news(changes);
        start = changes.stream().mapToLong(XenChange::generation).max().orElse(0);
        return news;
    }

    /** What of this is news, for each object in the order it happened. */
    List<XenChange> news(List<XenChange> changes) {
        List<XenChange> news = new ArrayList<>();
        for (XenChange change : changes) {
            if (isNews(change)) {
                news.add(change);
            }
        }
        return news;
    }

    private boolean isNews(XenChange change) {
        long generation = change.generation();
        // A pool that does not count is taken at its word.
        if (generation == 0) {
            return true;
        }
        if (generation <= start || generation <= heard.getOrDefault(change.reference(), 0L)) {
            return false;
        }
        heard.put(change.reference(), generation);
        return true;
    }
}
