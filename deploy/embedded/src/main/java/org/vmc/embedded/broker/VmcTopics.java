package org.vmc.embedded.broker;

import java.util.Map;
import org.vmc.contracts.Topics;

/** The topics of VMC with their partitions: one where order over all subjects helps the reader, three elsewhere. */
public final class VmcTopics {

    public static final Map<String, Integer> PARTITIONS = Map.of(
            Topics.VM, 3,
            Topics.HOST, 1,
            Topics.STORAGE, 3,
            Topics.BUILD, 3,
            Topics.OPERATION, 3,
            Topics.AUDIT, 1,
            Topics.REQUESTS, 3,
            Topics.DEAD_LETTERS, 1);

    private VmcTopics() {}
}
