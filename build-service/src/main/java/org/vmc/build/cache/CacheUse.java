package org.vmc.build.cache;

import java.util.List;
import java.util.Set;

/**
 * What ccache did for a build.
 *
 * @param hits files whose result was there
 * @param misses files that were compiled and whose results were kept
 */
public record CacheUse(int hits, int misses) {
    /**
     * Extended regular expression of the events that {@link #read} needs, of those that ccache 4.7 writes to
     * {@code CCACHE_STATSLOG}.
     */
    public static final String NEEDED_LINES = "^(direct_cache_hit|preprocessed_cache_hit|cache_miss)$";

    private static final Set<String> HITS = Set.of("direct_cache_hit", "preprocessed_cache_hit");
    private static final String MISS = "cache_miss";

    /** Reads the events of all calls; other lines are passed over. */
    public static CacheUse read(List<String> lines) {
        return new CacheUse((int) lines.stream().filter(HITS::contains).count(), (int)
                lines.stream().filter(MISS::equals).count());
    }
}
