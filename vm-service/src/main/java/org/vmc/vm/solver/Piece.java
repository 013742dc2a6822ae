package org.vmc.vm.solver;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.placement.Profile;

/**
 * A VM that may be moved.
 *
 * @param index its place in the list of VMs
 * @param memoryMib what it claims
 * @param profile what it presses
 * @param group VMs of one group must not be on one host; null when it has none
 * @param from index of the host it is on
 * @param leaves whether it is to leave that host if it can
 * @param possible indexes of the hosts that can take it, its own included unless it must leave
 */
public record Piece(
        int index,
        long memoryMib,
        Profile profile,
        @Nullable String group,
        int from,
        boolean leaves,
        List<Integer> possible) {

    public Piece {
        possible = List.copyOf(possible);
    }
}
