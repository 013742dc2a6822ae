package org.vmc.storage.gluster;

import java.util.UUID;

/**
 * A host of the trusted pool.
 *
 * @param id Gluster's id of it
 * @param host configured name, or the name Gluster knows it by when it is not configured
 * @param connected whether the host that was asked has a connection to it
 * @param state Gluster's own words; {@value #IN_CLUSTER} when all is well
 */
public record PoolMember(UUID id, String host, boolean connected, String state) {

    static final String IN_CLUSTER = "Peer in Cluster";

    /** Whether it takes part: a probe goes through several states before this one. */
    public boolean isReady() {
        return connected && state.equals(IN_CLUSTER);
    }
}
