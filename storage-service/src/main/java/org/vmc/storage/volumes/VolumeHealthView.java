package org.vmc.storage.volumes;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.storage.FilesUsable;

/**
 * How a volume is at this moment, as its hosts say.
 *
 * @param state {@code WHOLE}, {@code DEGRADED}, {@code HEALING}, or {@code STOPPED} when it is not to run
 * @param filesUsable what can be read and written; null for a volume that does not run
 * @param summary what is lost, what still works, and what would come next, in sentences
 * @param findings what is not as it should be, and what helps
 * @param toldAs what was last published of it; null when it was never seen otherwise than whole
 * @param toldSince since when it is so
 */
record VolumeHealthView(
        UUID volumeId,
        String name,
        String layout,
        String state,
        @Nullable FilesUsable filesUsable,
        String summary,
        List<BrickHealth> bricks,
        List<HealerHealth> selfHealDaemons,
        List<HealthFinding> findings,
        @Nullable String toldAs,
        @Nullable Instant toldSince,
        Instant observedAt) {

    /**
     * A brick.
     *
     * @param set number of its set, from 1
     * @param why it is away, a sentence; null when it runs
     * @param toHeal entries its set must still repair as this brick knows; null when it does not say
     * @param splitBrain those of them whose copies contradict each other
     */
    record BrickHealth(
            String host,
            String path,
            int set,
            boolean arbiter,
            boolean online,
            @Nullable String why,
            @Nullable Long toHeal,
            @Nullable Long splitBrain) {

        String name() {
            return host + ":" + path;
        }
    }

    /** The self-heal daemon of a host that has a brick. */
    record HealerHealth(String host, State state) {

        /** How it is. */
        enum State {
            RUNNING,
            /** No process of it is there. */
            ABSENT,
            /** It runs, and Gluster does not hear it: it heals nothing. */
            UNHEARD,
            /** The host does not answer. */
            UNKNOWN
        }
    }

    /**
     * Something that is not as it should be.
     *
     * @param what is so, a sentence
     * @param todo what helps, a sentence
     */
    record HealthFinding(String what, String todo) {}
}
