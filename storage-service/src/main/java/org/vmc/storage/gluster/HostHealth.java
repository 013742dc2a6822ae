package org.vmc.storage.gluster;

import java.util.Map;
import java.util.Set;

/** What a host says of the Gluster processes on it. Nothing of it is asked of other hosts, so none can hold it up. */
public sealed interface HostHealth {

    String host();

    /**
     * It answered.
     *
     * @param daemon whether glusterd runs
     * @param peers whether its glusterd is connected to each of its peers; empty when glusterd gave no answer
     * @param started names of the volumes that shall run
     * @param bricks process ids of the bricks that run here
     * @param healers names of the volumes whose self-heal daemon runs here
     */
    record Answered(
            String host,
            boolean daemon,
            Map<String, Boolean> peers,
            Set<String> started,
            Map<Brick, Integer> bricks,
            Set<String> healers)
            implements HostHealth {

        public Answered {
            peers = Map.copyOf(peers);
            started = Set.copyOf(started);
            bricks = Map.copyOf(bricks);
            healers = Set.copyOf(healers);
        }
    }

    /** It gave no answer in time. */
    record Silent(String host, String reason) implements HostHealth {}
}
