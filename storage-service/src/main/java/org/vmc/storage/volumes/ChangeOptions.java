package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vmc.contracts.storage.VolumeOptionsChanged;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Gives options of a volume other values.
 *
 * <ol>
 *   <li>set: undone by what each was before, its default included
 * </ol>
 */
@ApplicationScoped
class ChangeOptions implements OperationKind<OptionChange> {

    /** A line for each option: {@code name=value}, or the name alone when it had its default. */
    private static final String FORMER = "former";

    private final PoolVolumes pool;
    private final Outbox outbox;

    ChangeOptions(PoolVolumes pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "ChangeOptions";
    }

    @Override
    public Class<OptionChange> inputType() {
        return OptionChange.class;
    }

    @Override
    public List<Step<OptionChange>> steps(OptionChange input) {
        return List.of(Step.<OptionChange>of("set", "Change " + String.join("; ", input.diff()), this::set)
                .undoneBy(this::restore));
    }

    @Override
    public void ended(Ending<OptionChange> ending) {
        if (ending.state() == OperationState.SUCCEEDED) {
            var input = ending.input();
            var changed = new TreeMap<>(input.wanted())
                    .entrySet().stream()
                            .map(option -> option.getKey() + "=" + option.getValue())
                            .toList();
            outbox.publish(
                    new VolumeOptionsChanged(input.volumeId(), input.name(), changed),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    private StepOutcome set(StepContext<OptionChange> context) {
        var input = context.input();
        var volume = pool.require(input);
        if (context.learned(FORMER).isEmpty()) {
            context.remember(FORMER, former(input, volume.options()));
        }
        pool.apply(volume, input.wanted());
        return StepOutcome.done();
    }

    private StepOutcome restore(StepContext<OptionChange> context) {
        var volume = pool.find(context.input());
        var former = context.learned(FORMER);
        if (volume.isPresent() && former.isPresent()) {
            pool.apply(
                    volume.get(),
                    former.get()
                            .lines()
                            .map(line -> line.split("=", 2))
                            .collect(Collectors.toMap(line -> line[0], line -> line.length == 1 ? "" : line[1])));
        }
        return StepOutcome.done();
    }

    private static String former(OptionChange input, Map<String, String> options) {
        return input.wanted().keySet().stream()
                .sorted()
                .map(name -> options.containsKey(name) ? name + "=" + options.get(name) : name)
                .collect(Collectors.joining("\n"));
    }
}
