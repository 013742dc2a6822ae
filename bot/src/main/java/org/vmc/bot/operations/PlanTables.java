package org.vmc.bot.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** What a dry run found, as tables. */
final class PlanTables {

    private PlanTables() {}

    static void show(Turn turn, PlanView plan) {
        for (PlanView.PlannedOperation operation : plan.presentOperations()) {
            turn.say(new Text("Plan of " + operation.label() + ":"));
            turn.say(new Table(
                    List.of("step", "what it does"),
                    operation.presentSteps().stream()
                            .map(step -> List.of(orEmpty(step.name()), orEmpty(step.description())))
                            .toList()));
        }
        for (PlanView.Placement placement : plan.presentPlacements()) {
            turn.say(new Text("Placement of " + orEmpty(placement.name()) + ":"));
            turn.say(new Table(
                    List.of("host", "verdict", "reason"),
                    placement.presentVerdicts().stream()
                            .map(verdict -> List.of(
                                    orEmpty(verdict.host()), orEmpty(verdict.verdict()), orEmpty(verdict.reason())))
                            .toList()));
        }
        moves(turn, plan);
    }

    private static void moves(Turn turn, PlanView plan) {
        if (!plan.presentMoves().isEmpty()) {
            turn.say(new Text("Moves:"));
            turn.say(new Table(
                    List.of("VM", "from", "to", "why"),
                    plan.presentMoves().stream()
                            .map(move -> List.of(
                                    orEmpty(move.vm()), orEmpty(move.from()), orEmpty(move.to()), orEmpty(move.why())))
                            .toList()));
        }
        if (!plan.presentStuck().isEmpty()) {
            turn.say(new Text("These cannot move:"));
            turn.say(new Table(
                    List.of("VM", "reason"),
                    plan.presentStuck().stream()
                            .map(stuck -> List.of(orEmpty(stuck.vm()), orEmpty(stuck.reason())))
                            .toList()));
        }
        PlanView.Score before = plan.before();
        PlanView.Score after = plan.after();
        if (before != null && after != null) {
            turn.say(new Table(List.of("", "before", "after"), scores(before, after)));
        }
    }

    private static List<List<String>> scores(PlanView.Score before, PlanView.Score after) {
        return List.of(
                List.of(
                        "pressing the same, less is better",
                        Long.toString(before.overlap()),
                        Long.toString(after.overlap())),
                List.of("memory used, fullest host", before.fullestPercent() + " %", after.fullestPercent() + " %"),
                List.of("memory used, emptiest host", before.emptiestPercent() + " %", after.emptiestPercent() + " %"),
                List.of(
                        "VMs without room if the worst host were lost",
                        Integer.toString(before.homelessIfLost()),
                        Integer.toString(after.homelessIfLost())));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
