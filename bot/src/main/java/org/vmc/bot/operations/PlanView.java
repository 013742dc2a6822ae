package org.vmc.bot.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bot's view of a dry run.
 *
 * @param operations what would be done
 * @param placements where each new VM would go; only for creations
 */
record PlanView(
        @Nullable List<PlannedOperation> operations,
        @Nullable List<Placement> placements) {

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

    List<PlannedOperation> presentOperations() {
        return operations == null ? List.of() : operations;
    }

    List<Placement> presentPlacements() {
        return placements == null ? List.of() : placements;
    }
}
