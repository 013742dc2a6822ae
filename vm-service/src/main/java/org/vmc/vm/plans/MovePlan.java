package org.vmc.vm.plans;

import java.util.List;

/**
 * Moves in the order in which each has room.
 *
 * @param stuck VMs that should move and cannot
 * @param before how the pool is
 * @param after how it will be
 */
record MovePlan(List<Move> moves, List<Stuck> stuck, PoolScore before, PoolScore after) {

    MovePlan {
        moves = List.copyOf(moves);
        stuck = List.copyOf(stuck);
    }
}
