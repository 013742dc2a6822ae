package org.vmc.storage.peers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Set;
import org.vmc.contracts.storage.PeerBack;
import org.vmc.contracts.storage.PeerLost;
import org.vmc.operations.outbox.Outbox;

/**
 * Publishes that a peer was lost, and that it is back, once for each change: the row changes with the fact, so that of
 * several replicas one tells it.
 */
@ApplicationScoped
public class PeerAlarms {

    private final Peers peers;
    private final Outbox outbox;

    PeerAlarms(Peers peers, Outbox outbox) {
        this.peers = peers;
        this.outbox = outbox;
    }

    /**
     * Compares with what was told; hosts that are no members do not count.
     *
     * @param lost why, a sentence, for each host that is away
     * @param there hosts that take part
     */
    @Transactional
    public void noted(Map<String, String> lost, Set<String> there) {
        lost.forEach((host, reason) -> {
            if (peers.tell(host, true)) {
                outbox.publish(new PeerLost(Peer.idOf(host), host, reason), null, null);
            }
        });
        there.forEach(host -> {
            if (peers.tell(host, false)) {
                outbox.publish(new PeerBack(Peer.idOf(host), host), null, null);
            }
        });
    }
}
