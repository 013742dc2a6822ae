package org.vmc.vm.solver;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.score.buildin.hardmediumsoftlong.HardMediumSoftLongScore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All VMs on all hosts, as the search has them. Public, with setters, because Timefold copies it. */
@PlanningSolution
public class Arrangement {

    @ProblemFactCollectionProperty
    private List<Space> spaces = List.of();

    @PlanningEntityCollectionProperty
    private List<Seat> seats = List.of();

    @PlanningScore
    private @Nullable HardMediumSoftLongScore score;

    public Arrangement() {}

    Arrangement(List<Space> spaces, List<Seat> seats) {
        this.spaces = spaces;
        this.seats = seats;
    }

    List<Space> spaces() {
        return spaces;
    }

    List<Seat> seats() {
        return seats;
    }
}
