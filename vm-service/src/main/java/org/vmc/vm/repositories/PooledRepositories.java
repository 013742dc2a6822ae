package org.vmc.vm.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.vms.Refusals;
import org.vmc.vm.xen.HostRef;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.XenPbd;
import org.vmc.vm.xen.XenRefused;
import org.vmc.vm.xen.XenRepositories;
import org.vmc.vm.xen.XenStorage;

/** The SRs we make in pools: found by our note, attached to every host, detached, forgotten. */
@ApplicationScoped
class PooledRepositories {

    /** Key of the note in {@code other_config}. */
    static final String NOTE = "vmc.publication";

    private static final int NAMED = 5;

    private final Pools pools;
    private final Inventory inventory;

    PooledRepositories(Pools pools, Inventory inventory) {
        this.pools = pools;
        this.inventory = inventory;
    }

    XenRepositories in(String pool) {
        return pools.connection(pool).repositories();
    }

    /** Under which it is made: found again by it before it carries the note. */
    static String provisionalName(UUID publicationId) {
        return "vmc-" + publicationId;
    }

    /** One, or none; more only when somebody else used our names. */
    List<XenStorage> of(String pool, UUID publicationId) {
        Map<SrRef, XenStorage> found = new LinkedHashMap<>();
        in(pool).noted(NOTE, publicationId.toString()).forEach(sr -> found.put(sr.ref(), sr));
        in(pool).named(provisionalName(publicationId)).forEach(sr -> found.put(sr.ref(), sr));
        return List.copyOf(found.values());
    }

    /**
     * Attaches it to every host that is there. What a host's driver says is said with the host's name.
     *
     * @throws ProblemException 409 when a host does not reach it
     */
    void attach(String pool, XenStorage sr) {
        for (XenPbd connection : in(pool).connections(sr.ref())) {
            if (!connection.attached() && isLive(pool, connection.host())) {
                String host = nameOf(pool, connection.host());
                deciding(
                        "Attaching the SR to host " + host,
                        "See that %s reaches the storage hosts, resolves their names, and has the driver for it."
                                .formatted(host),
                        () -> in(pool).plug(connection));
            }
        }
    }

    /** @throws ProblemException 409 when a VM uses something on it */
    void detach(String pool, XenStorage sr) {
        for (XenPbd connection : in(pool).connections(sr.ref())) {
            if (connection.attached()) {
                String host = nameOf(pool, connection.host());
                try {
                    in(pool).unplug(connection);
                } catch (XenRefused refused) {
                    if (refused.is("VDI_IN_USE")) {
                        throw ProblemException.conflict(
                                "A VM on host %s uses something on the SR %s. Halt it or take its disk or medium away first."
                                        .formatted(host, sr.name()));
                    }
                    throw decided("Detaching the SR from host " + host, "Bring the host back first.", refused);
                }
            }
        }
    }

    /** Takes it out of the pool whatever it was made for; nothing can be on it yet. */
    void remove(String pool, UUID publicationId) {
        for (XenStorage sr : of(pool, publicationId)) {
            detach(pool, sr);
            forget(pool, sr);
        }
    }

    void forget(String pool, XenStorage sr) {
        try {
            deciding("Forgetting the SR " + sr.name(), "Try again when every host is there.", () -> in(pool).forget(
                            sr.ref()));
        } catch (XenRefused gone) {
            if (!gone.is("HANDLE_INVALID")) {
                throw gone;
            }
        }
    }

    /**
     * Nobody may lose a disk with its SR. Media are files that lie elsewhere and are no reason.
     *
     * @throws ProblemException 409 naming the disks
     */
    void requireEmpty(String pool, XenStorage sr) {
        if (in(pool).isStandard(sr.ref())) {
            throw ProblemException.conflict(
                    "%s is the default SR of the pool %s: new VMs would have no place. Make another SR the default first."
                            .formatted(sr.name(), pool));
        }
        List<String> disks = sr.holdsIsos() ? List.of() : in(pool).contents(sr.ref());
        if (!disks.isEmpty()) {
            List<String> shown = new ArrayList<>(disks.subList(0, Math.min(NAMED, disks.size())));
            if (disks.size() > NAMED) {
                shown.add((disks.size() - NAMED) + " more");
            }
            throw ProblemException.conflict(
                    "%d disks are on the SR %s: %s. Move them to another SR (/vm copy … sr:…) or delete them, with their VMs, first."
                            .formatted(disks.size(), sr.name(), String.join(", ", shown)));
        }
    }

    private boolean isLive(String pool, HostRef host) {
        return inventory
                .pool(pool)
                .flatMap(snapshot -> snapshot.host(host).flatMap(snapshot::record))
                .map(record -> pools.connection(pool).hosts().live(record))
                // One that is not heard yet has just joined.
                .orElse(true);
    }

    private String nameOf(String pool, HostRef host) {
        return inventory
                .pool(pool)
                .flatMap(snapshot -> snapshot.host(host))
                .map(found -> found.name())
                .orElse(host.value());
    }

    /** Runs a command; a refusal that does not pass is a decision, in the pool's words and with what to do. */
    static void deciding(String attempted, String wayOut, Runnable command) {
        try {
            command.run();
        } catch (XenRefused refused) {
            throw decided(attempted, wayOut, refused);
        }
    }

    private static RuntimeException decided(String attempted, String wayOut, XenRefused refused) {
        if (Refusals.passes(refused.code()) || refused.is("HANDLE_INVALID")) {
            return refused;
        }
        ProblemException problem = Refusals.problem(attempted, refused.code(), refused.params());
        return ProblemException.of(problem.type(), problem.detail() + " " + wayOut);
    }
}
