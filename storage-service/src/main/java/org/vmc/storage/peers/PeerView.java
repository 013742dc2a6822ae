package org.vmc.storage.peers;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A storage host and its membership in the pool.
 *
 * @param member whether it is in the pool; a configured host that is not can be added
 * @param state Gluster's own words for a member
 * @param observedAt when this was seen; null for a host that is not a member
 */
record PeerView(
        UUID id,
        String host,
        boolean member,
        boolean connected,
        @Nullable String state,
        @Nullable UUID glusterId,
        @Nullable Instant observedAt) {

    static PeerView of(Peer peer) {
        return new PeerView(peer.id, peer.host, true, peer.connected, peer.state, peer.glusterId, peer.observedAt);
    }

    static PeerView outside(String host) {
        return new PeerView(Peer.idOf(host), host, false, false, null, null, null);
    }
}
