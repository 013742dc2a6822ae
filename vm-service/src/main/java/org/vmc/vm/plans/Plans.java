package org.vmc.vm.plans;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.vms.RunningVm;
import org.vmc.vm.vms.VmMoves;

/** Makes the plan somebody asks for, and says which operation would run it. */
@ApplicationScoped
class Plans {

    private final Inventory inventory;
    private final VmMoves moves;
    private final MovePlanner planner;
    private final EvacuateHost evacuateHost;
    private final EnableHost enableHost;
    private final RebalancePool rebalancePool;

    Plans(
            Inventory inventory,
            VmMoves moves,
            MovePlanner planner,
            EvacuateHost evacuateHost,
            EnableHost enableHost,
            RebalancePool rebalancePool) {
        this.inventory = inventory;
        this.moves = moves;
        this.planner = planner;
        this.evacuateHost = evacuateHost;
        this.enableHost = enableHost;
        this.rebalancePool = rebalancePool;
    }

    /** A plan and the operation that would run it. */
    record Planned(MovePlan plan, NewOperation<?> operation) {}

    /**
     * @param host name or uuid
     * @throws ProblemException 404, 503
     */
    Planned evacuation(String host) {
        Found found = found(host);
        String pool = found.pool().name();
        String uuid = found.host().uuid();
        MovePlan plan = planner.evacuation(moves.hosts(pool), moves.running(pool), uuid, vm -> false);
        Evacuation input =
                new Evacuation(pool, UUID.fromString(uuid), found.host().name(), plan.moves(), plan.stuck());
        return new Planned(
                plan, NewOperation.of(evacuateHost, input, target(found)).alsoLocking(turn(pool)));
    }

    /**
     * @param host name or uuid
     * @throws ProblemException 404, 503
     */
    NewOperation<?> enabling(String host) {
        Found found = found(host);
        HostAction input = new HostAction(
                found.pool().name(),
                UUID.fromString(found.host().uuid()),
                found.host().name());
        return NewOperation.of(enableHost, input, target(found));
    }

    /** @throws ProblemException 404, 503 */
    Planned rebalance(String pool) {
        PoolSnapshot snapshot = moves.pool(pool);
        List<HostFacts> hosts = moves.hosts(pool);
        List<RunningVm> running = moves.running(pool);
        MovePlan plan = planner.rebalance(hosts, running);
        UUID uuid = snapshot.uuid().orElseThrow(() -> ProblemException.notFound("pool", pool));
        Rebalancing input = new Rebalancing(pool, uuid, plan.moves(), plan.before());
        Target target = new Target("pool", uuid, pool);
        return new Planned(plan, NewOperation.of(rebalancePool, input, target).alsoLocking(turn(pool)));
    }

    /** A host and the pool it is in. */
    private record Found(PoolSnapshot pool, ObservedHost host) {}

    private Found found(String host) {
        return inventory.pools().stream()
                .flatMap(pool -> pool.hosts().stream()
                        .filter(one -> one.name().equals(host) || one.uuid().equals(host))
                        .map(one -> new Found(moves.pool(pool.name()), one)))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("host", host));
    }

    private static Target target(Found found) {
        return new Target(
                "host", UUID.fromString(found.host().uuid()), found.host().name());
    }

    /** Two plans of one pool at once would each count on what the other takes. */
    private static String turn(String pool) {
        return "plan/" + pool;
    }
}
