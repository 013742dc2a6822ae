package org.vmc.vm.plans;

import java.util.List;
import java.util.UUID;

/**
 * Input of {@link RebalancePool}: the plan as it was made when the request was accepted.
 *
 * @param poolUuid the pool's uuid of itself
 */
record Rebalancing(String pool, UUID poolUuid, List<Move> moves, PoolScore before) implements PlanInput {

    Rebalancing {
        moves = List.copyOf(moves);
    }
}
