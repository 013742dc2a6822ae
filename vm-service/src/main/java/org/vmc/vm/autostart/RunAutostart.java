package org.vmc.vm.autostart;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vmc.contracts.host.AutostartFinished;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.autostart.Standing.Outcome;

/**
 * Runs the plan of a pool.
 *
 * <ol>
 *   <li>wave-1, wave-2, …: done when each VM of the wave is ready, has failed, or was left out because what it needs is
 *       not there; undo: gives up the starts under way, and leaves alone what runs
 * </ol>
 *
 * A VM does not wait for its whole wave to come: whatever step is at work starts everything that waits for nothing any
 * more. A VM that fails does not fail the run; the result tells of each. Ends with {@code host.autostart-finished}.
 */
@ApplicationScoped
class RunAutostart implements OperationKind<Run> {

    static final String NAME = "RunAutostart";

    /** Result of the operation: how many VMs stand how, and which not well. */
    static final String SUMMARY = "summary";

    private static final Duration SOON = Duration.ofMillis(500);

    private final Starter starter;
    private final Outbox outbox;
    private final AutostartConfig config;

    RunAutostart(Starter starter, Outbox outbox, AutostartConfig config) {
        this.starter = starter;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Run> inputType() {
        return Run.class;
    }

    @Override
    public List<Step<Run>> steps(Run input) {
        List<List<Entry>> waves = Waves.of(input.entries());
        List<Step<Run>> steps = new ArrayList<>();
        for (int index = 0; index < waves.size(); index++) {
            List<Entry> wave = waves.get(index);
            String when = index == 0 ? "Start " : "Once what each needs is ready, start ";
            steps.add(Step.<Run>of(
                            "wave-" + (index + 1),
                            when + Waves.names(wave) + " unless it runs already, and wait until ready",
                            context -> advance(context, wave))
                    .undoneBy(this::stop)
                    .within(config.waveWithin())
                    .weighing(wave.size()));
        }
        return List.copyOf(steps);
    }

    private StepOutcome advance(StepContext<Run> context, List<Entry> wave) {
        starter.advance(context);
        List<Entry> waiting = wave.stream()
                .filter(entry -> Standing.of(entry, context).isEmpty())
                .toList();
        if (!waiting.isEmpty()) {
            return StepOutcome.notYet(SOON, "Waiting for " + Waves.names(waiting));
        }
        Map<Entry, Standing> standings = new LinkedHashMap<>();
        context.input().entries().forEach(entry -> Standing.of(entry, context)
                .ifPresent(standing -> standings.put(entry, standing)));
        return StepOutcome.done().learned(SUMMARY, summary(standings));
    }

    private StepOutcome stop(StepContext<Run> context) {
        return starter.stop(context)
                ? StepOutcome.done()
                : StepOutcome.notYet(SOON, "Waiting for starts that are under way to be given up");
    }

    @Override
    public void ended(Ending<Run> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        Run run = ending.input();
        outbox.publish(
                new AutostartFinished(
                        run.poolId(),
                        run.pool(),
                        run.reason(),
                        names(ending, Outcome.STARTED),
                        names(ending, Outcome.RAN_ALREADY),
                        names(ending, Outcome.FAILED),
                        names(ending, Outcome.LEFT_OUT)),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private static List<String> names(Ending<Run> ending, Outcome outcome) {
        return ending.input().entries().stream()
                .filter(entry -> {
                    String standing = ending.learned().get(Standing.key(entry));
                    return standing != null && Standing.parse(standing).outcome() == outcome;
                })
                .map(Entry::name)
                .toList();
    }

    private static String summary(Map<Entry, Standing> standings) {
        List<String> parts = new ArrayList<>();
        add(parts, "started", standings, Outcome.STARTED);
        add(parts, "ran already", standings, Outcome.RAN_ALREADY);
        add(parts, "failed", standings, Outcome.FAILED);
        add(parts, "left out", standings, Outcome.LEFT_OUT);
        return String.join("; ", parts);
    }

    private static void add(List<String> parts, String words, Map<Entry, Standing> standings, Outcome outcome) {
        String names = standings.entrySet().stream()
                .filter(standing -> standing.getValue().outcome() == outcome)
                .map(standing -> standing.getValue().details().isEmpty()
                        ? standing.getKey().name()
                        : standing.getKey().name() + " (" + standing.getValue().details() + ")")
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            parts.add(words + ": " + names);
        }
    }
}
