package org.vmc.vm.plans;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Predicate;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.solver.MoveSearch;
import org.vmc.vm.solver.Piece;
import org.vmc.vm.solver.Space;
import org.vmc.vm.vms.RunningVm;

/** Makes plans from what it is given; changes nothing. */
@ApplicationScoped
class MovePlanner {

    private final MoveSearch search;
    private final int movesAtMost;

    MovePlanner(PlansConfig config) {
        this.search = new MoveSearch(config.searchWithin(), config.stepsWithoutGain());
        this.movesAtMost = config.movesAtMost();
    }

    /**
     * Empties a host. Other VMs move only when not all of it would find room otherwise.
     *
     * @param except VMs that are not to be tried
     */
    MovePlan evacuation(List<HostFacts> hosts, List<RunningVm> vms, String hostUuid, Predicate<RunningVm> except) {
        Sketch sketch = new Sketch(hosts, vms, hostUuid, except, false);
        MovePlan plan = sketch.plan(this::search, vm -> vm.hostUuid().equals(hostUuid));
        if (!sketch.lacksRoom()) {
            return plan;
        }
        MovePlan making = new Sketch(hosts, vms, hostUuid, except, true).plan(this::search, vm -> true);
        return making.stuck().size() < plan.stuck().size() ? making : plan;
    }

    /** Moves what makes the pool better by more than the moves cost. */
    MovePlan rebalance(List<HostFacts> hosts, List<RunningVm> vms) {
        return new Sketch(hosts, vms, null, vm -> false, false).plan(this::search, vm -> true);
    }

    private List<Integer> search(List<Space> spaces, List<Piece> pieces) {
        return search.search(spaces, pieces, movesAtMost);
    }
}
