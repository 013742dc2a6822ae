package org.vmc.vm.plans;

import java.util.List;
import java.util.UUID;

/**
 * Input of {@link EvacuateHost}: the plan as it was made when the request was accepted.
 *
 * @param stuck VMs that cannot move
 */
record Evacuation(String pool, UUID hostUuid, String host, List<Move> moves, List<Stuck> stuck)
        implements PlanInput, HostInput {

    Evacuation {
        moves = List.copyOf(moves);
        stuck = List.copyOf(stuck);
    }
}
