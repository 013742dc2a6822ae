package org.vmc.storage.peers;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vmc.storage.gluster.PoolMember;

/** The peers as last observed. */
@ApplicationScoped
class Peers implements PanacheRepositoryBase<Peer, UUID> {

    /** Makes the rows equal to what was observed. */
    @Transactional
    void observed(List<PoolMember> members, Instant at) {
        var known = listAll().stream().collect(Collectors.toMap(peer -> peer.host, Function.identity()));
        var seen = members.stream().map(PoolMember::host).collect(Collectors.toSet());
        known.values().stream().filter(peer -> !seen.contains(peer.host)).forEach(this::delete);
        members.forEach(member -> note(known, member, at));
    }

    @Transactional
    List<Peer> ordered() {
        return list("order by host");
    }

    /** Notes whether a member is lost; joins the caller's transaction. @return whether that is a change */
    boolean tell(String host, boolean lost) {
        return getEntityManager()
                        .createNativeQuery("update peer set lost = :lost where host = :host and lost <> :lost")
                        .setParameter("lost", lost)
                        .setParameter("host", host)
                        .executeUpdate()
                > 0;
    }

    private void note(Map<String, Peer> known, PoolMember member, Instant at) {
        var peer = known.get(member.host());
        if (peer == null) {
            peer = new Peer();
            peer.id = Peer.idOf(member.host());
            peer.host = member.host();
            peer.glusterId = member.id();
            known.put(member.host(), peer);
            fill(peer, member, at);
            persist(peer);
            return;
        }
        fill(peer, member, at);
    }

    private static void fill(Peer peer, PoolMember member, Instant at) {
        peer.glusterId = member.id();
        peer.connected = member.connected();
        peer.state = member.state();
        peer.observedAt = at;
    }
}
