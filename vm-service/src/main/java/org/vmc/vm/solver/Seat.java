package org.vmc.vm.solver;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A VM and the host the search has it on. Public, with setters, because Timefold copies it. */
@PlanningEntity
public class Seat {

    @PlanningId
    private int id;

    private @Nullable Piece piece;
    private List<Space> possible = List.of();
    private @Nullable Space space;

    public Seat() {}

    Seat(Piece piece, List<Space> possible, @Nullable Space space) {
        this.id = piece.index();
        this.piece = piece;
        this.possible = possible;
        this.space = space;
    }

    /** The VM. */
    Piece piece() {
        if (piece == null) {
            throw new IllegalStateException("A seat of nobody");
        }
        return piece;
    }

    /** Hosts that can take it. */
    @ValueRangeProvider
    public List<Space> getPossible() {
        return possible;
    }

    @PlanningVariable
    public @Nullable Space getSpace() {
        return space;
    }

    public void setSpace(@Nullable Space space) {
        this.space = space;
    }
}
