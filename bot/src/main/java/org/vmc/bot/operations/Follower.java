package org.vmc.bot.operations;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.GatewayException;
import org.vmc.bot.gateway.GatewayRefused;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Progress;
import org.vmc.bot.output.Text;

/**
 * Watches operations until all have ended: one progress block for each, replaced when something changes and never
 * otherwise. A gateway that is silent for a while is waited for; the operations do not need the bot to go on.
 */
@ApplicationScoped
class Follower {

    private final FollowConfig config;
    private final Clock clock = Clock.systemUTC();

    Follower(FollowConfig config) {
        this.config = config;
    }

    Outcome follow(Turn turn, List<OperationView> accepted, NextSteps next) {
        Watch watch = new Watch(turn);
        accepted.forEach(watch::seen);
        while (watch.goesOn()) {
            if (turn.cancellation().awaitFor(config.interval())) {
                return stoppedWaiting(turn, watch);
            }
            if (!watch.look()) {
                return lostContact(turn, watch);
            }
        }
        return conclude(turn, watch.operations(), next);
    }

    private Outcome stoppedWaiting(Turn turn, Watch watch) {
        turn.say(new Text("No longer waiting; it goes on without you:\n"
                + watch.running().stream()
                        .map(operation -> "  " + operation.label() + " – stop it with /op cancel id:" + operation.id())
                        .collect(Collectors.joining("\n"))));
        return Outcome.FAILED;
    }

    private Outcome lostContact(Turn turn, Watch watch) {
        turn.say(new Failure(
                "The gateway has been silent for " + Amounts.duration(config.patience()) + "; no longer waiting.",
                "What was accepted is not lost. Later: "
                        + watch.running().stream()
                                .map(operation -> "/op show id:" + operation.id())
                                .collect(Collectors.joining(", "))));
        return Outcome.FAILED;
    }

    private Outcome conclude(Turn turn, List<OperationView> operations, NextSteps next) {
        Set<String> useful = new LinkedHashSet<>();
        for (OperationView operation : operations) {
            if (operation.hasSucceeded()) {
                useful.addAll(next.after(operation));
            } else {
                useful.add("/op show id:" + operation.id());
            }
        }
        if (!useful.isEmpty()) {
            turn.say(new Text("Next: " + useful.stream().limit(6).collect(Collectors.joining("   "))));
        }
        return operations.stream().allMatch(OperationView::hasSucceeded) ? Outcome.OK : Outcome.FAILED;
    }

    /** Where the operations of one turn are. */
    private final class Watch {
        private final Turn turn;
        private final Map<String, OperationView> operations = new LinkedHashMap<>();
        private final Map<String, Progress> shown = new HashMap<>();
        private Instant lastAnswer = clock.instant();

        Watch(Turn turn) {
            this.turn = turn;
        }

        void seen(OperationView operation) {
            operations.put(operation.id(), operation);
            show(operation, "");
        }

        boolean goesOn() {
            return operations.values().stream().anyMatch(operation -> !operation.hasEnded());
        }

        List<OperationView> operations() {
            return List.copyOf(operations.values());
        }

        List<OperationView> running() {
            return operations.values().stream()
                    .filter(operation -> !operation.hasEnded())
                    .toList();
        }

        /** False when the gateway has been silent for too long. */
        boolean look() {
            for (OperationView operation : new ArrayList<>(running())) {
                try {
                    seen(turn.gateway().call(Request.get("/operations/" + operation.id()), OperationView.class));
                    lastAnswer = clock.instant();
                } catch (GatewayException e) {
                    if (e instanceof GatewayRefused refused && refused.status() < 500) {
                        throw e;
                    }
                    show(operation, " (the gateway does not answer; still trying)");
                    return clock.instant().isBefore(lastAnswer.plus(config.patience()));
                }
            }
            return true;
        }

        private void show(OperationView operation, String remark) {
            Progress progress = new Progress(
                    operation.id(),
                    Sentences.of(operation, clock.instant()) + remark,
                    operation.hasSucceeded() ? 1 : operation.progress(),
                    operation.hasEnded());
            if (!progress.equals(shown.put(operation.id(), progress))) {
                turn.say(progress);
            }
        }
    }
}
