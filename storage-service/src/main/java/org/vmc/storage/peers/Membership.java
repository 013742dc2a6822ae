package org.vmc.storage.peers;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.vmc.contracts.storage.PeerAdded;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Origin;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.PoolMember;
import org.vmc.storage.hosts.GlusterProblems;

/** Who is in the pool, asked of the pool itself, and the guards of changing that. */
@ApplicationScoped
public class Membership {

    /** Operations that change the pool's membership, or count on it, lock this key. */
    public static final String LOCK = "storage-pool/members";

    private final GlusterPool pool;
    private final PeerObservation observation;
    private final Outbox outbox;

    Membership(GlusterPool pool, PeerObservation observation, Outbox outbox) {
        this.pool = pool;
        this.observation = observation;
        this.outbox = outbox;
    }

    /** Those of the hosts that are not in the pool. */
    public List<String> missing(Collection<String> hosts) {
        var known = members().stream().map(PoolMember::host).collect(Collectors.toSet());
        return hosts.stream().distinct().filter(host -> !known.contains(host)).toList();
    }

    /** Those of the hosts that do not take part yet. */
    public List<String> notReady(Collection<String> hosts) {
        var ready = members().stream()
                .filter(PoolMember::isReady)
                .map(PoolMember::host)
                .collect(Collectors.toSet());
        return hosts.stream().distinct().filter(host -> !ready.contains(host)).toList();
    }

    public void add(String host) {
        GlusterProblems.changing(() -> pool.probe(host));
    }

    /** Lets a host go if it is in the pool and holds no brick. */
    public void release(String host) {
        if (find(host).isPresent() && bricksOn(host).isEmpty()) {
            GlusterProblems.changing(() -> pool.detach(host));
        }
    }

    /** Publishes that a host joined; joins the caller's transaction. */
    public void announce(String host, Origin origin, UUID operationId) {
        outbox.publish(new PeerAdded(Peer.idOf(host), host), origin.correlationId(), operationId);
    }

    Optional<PoolMember> find(String host) {
        return members().stream().filter(member -> member.host().equals(host)).findFirst();
    }

    /** @throws ProblemException 409 with the reason */
    void requireRemovable(String host) {
        var away = members().stream()
                .filter(member -> !member.connected())
                .map(PoolMember::host)
                .toList();
        if (!away.isEmpty()) {
            throw ProblemException.conflict(
                    "Not all peers are connected: %s. A peer can be removed when all are, so that"
                                    .formatted(String.join(", ", away))
                            + " all learn of it.");
        }
        var bricks = bricksOn(host);
        if (!bricks.isEmpty()) {
            throw ProblemException.conflict(
                    "%s holds bricks: %s. Delete these volumes first.".formatted(host, String.join(", ", bricks)));
        }
        if (members().size() == 1) {
            throw ProblemException.conflict("%s is the only peer.".formatted(host));
        }
    }

    void observe() {
        observation.look();
    }

    private List<String> bricksOn(String host) {
        return GlusterProblems.asking(pool::volumes).stream()
                .flatMap(volume -> volume.bricks().stream()
                        .filter(brick -> brick.host().equals(host))
                        .map(brick -> brick.path() + " of " + volume.name()))
                .toList();
    }

    private List<PoolMember> members() {
        return GlusterProblems.asking(pool::members);
    }
}
