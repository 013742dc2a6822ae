package org.vmc.storage.classes;

import java.util.Map;

/**
 * What a user chooses instead of a volume type.
 *
 * @param name as users write it
 * @param purpose one sentence for people
 * @param replicas copies of each file, each on a host of its own; 1 when the loss of a host may lose files
 * @param options of Gluster that differ from its defaults
 */
public record StorageClass(String name, String purpose, int replicas, Map<String, String> options) {

    /** Three copies: with two, neither can tell which is right after they were parted. */
    public static final int FAULT_TOLERANT = 3;

    static final int SINGLE = 1;

    public StorageClass {
        options = Map.copyOf(options);
    }

    /** Whether files are cut into pieces, as for few large ones that are written in the middle. */
    public boolean isForVmDisks() {
        return options.containsKey("features.shard");
    }

    public boolean isFaultTolerant() {
        return replicas > SINGLE;
    }
}
