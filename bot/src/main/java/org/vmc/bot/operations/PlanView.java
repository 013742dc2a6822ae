package org.vmc.bot.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bot's view of a dry run.
 *
 * @param operations what would be done
 * @param placements where each new VM would go; only for creations
 * @param moves VMs that would move; only for plans of several
 * @param stuck VMs that should move and cannot
 * @param before how well the VMs lie on the hosts
 * @param after how well they would
 */
record PlanView(
        @Nullable List<PlannedOperation> operations,
        @Nullable List<Placement> placements,
        @Nullable List<Move> moves,
        @Nullable List<Stuck> stuck,
        @Nullable Score before,
        @Nullable Score after) {

    record PlannedOperation(
            @Nullable String kind,
            @Nullable String targetName,
            @Nullable List<Step> steps) {

        String label() {
            return (kind == null ? "Change" : kind) + (targetName == null ? "" : " " + targetName);
        }

        List<Step> presentSteps() {
            return steps == null ? List.of() : steps;
        }
    }

    record Step(@Nullable String name, @Nullable String description) {}

    record Placement(
            @Nullable String name,
            @Nullable String host,
            @Nullable List<Verdict> verdicts) {

        List<Verdict> presentVerdicts() {
            return verdicts == null ? List.of() : verdicts;
        }
    }

    record Verdict(
            @Nullable String host,
            @Nullable String verdict,
            @Nullable String reason) {}

    record Move(
            @Nullable String vm,
            @Nullable String from,
            @Nullable String to,
            @Nullable String why) {}

    record Stuck(@Nullable String vm, @Nullable String reason) {}

    record Score(long overlap, int fullestPercent, int emptiestPercent, int homelessIfLost) {}

    List<PlannedOperation> presentOperations() {
        return operations == null ? List.of() : operations;
    }

    List<Move> presentMoves() {
        return moves == null ? List.of() : moves;
    }

    List<Stuck> presentStuck() {
        return stuck == null ? List.of() : stuck;
    }

    List<Placement> presentPlacements() {
        return placements == null ? List.of() : placements;
    }

    /** Whether it would do the same to the same things; how well things would lie then may have become another. */
    boolean doesTheSameAs(PlanView other) {
        return presentOperations().equals(other.presentOperations()) && ways().equals(other.ways());
    }

    private List<String> ways() {
        return presentMoves().stream()
                .map(move -> move.vm() + " " + move.from() + " " + move.to())
                .toList();
    }
}
