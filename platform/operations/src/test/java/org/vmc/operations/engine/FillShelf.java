package org.vmc.operations.engine;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.operations.plan.Target;

/** Puts two boxes on the shelf, waiting for a signal in between when its input says so. */
@ApplicationScoped
public class FillShelf implements OperationKind<FillShelf.Input> {
    private final Shelf shelf;
    private final ConcurrentHashMap<UUID, Boolean> signals = new ConcurrentHashMap<>();

    FillShelf(Shelf shelf) {
        this.shelf = shelf;
    }

    public record Input(UUID shelfId, boolean waits, boolean seals, boolean parks, boolean breaks) {}

    public NewOperation<Input> on(UUID shelfId, boolean waits) {
        return order(new Input(shelfId, waits, false, false, false));
    }

    /** As {@link #on}, with a last step from which there is no way back. */
    NewOperation<Input> sealed(UUID shelfId) {
        return order(new Input(shelfId, false, true, false, false));
    }

    /** As {@link #on}, whose wait leaves its worker to others. */
    NewOperation<Input> parked(UUID shelfId) {
        return order(new Input(shelfId, true, false, true, false));
    }

    /** As {@link #on}, whose wait ends with an error of the JVM each time it is tried. */
    NewOperation<Input> breaking(UUID shelfId) {
        return order(new Input(shelfId, true, false, false, true));
    }

    private NewOperation<Input> order(Input input) {
        return NewOperation.of(this, input, new Target("shelf", input.shelfId(), "shelf"));
    }

    void signal(UUID operation) {
        signals.put(operation, true);
    }

    @Override
    public String name() {
        return "FillShelf";
    }

    @Override
    public Class<Input> inputType() {
        return Input.class;
    }

    @Override
    public List<Step<Input>> steps(Input input) {
        var filling = List.of(
                Step.<Input>of("first", "Put the first box", context -> put(context, "first"))
                        .undoneBy(context -> take(context, "first")),
                Step.<Input>of("wait", "Wait for the signal", this::await)
                        .within(
                                input.breaks()
                                        ? Duration.ofSeconds(1)
                                        : input.parks() ? Duration.ofMinutes(5) : Duration.ofSeconds(20)),
                Step.<Input>of("second", "Put the second box", context -> put(context, "second"))
                        .undoneBy(context -> take(context, "second")));
        if (!input.seals()) {
            return filling;
        }
        var seal = Step.<Input>of("seal", "Put the lid on", context -> put(context, "lid"))
                .pointOfNoReturn();
        return Stream.concat(filling.stream(), Stream.of(seal)).toList();
    }

    private StepOutcome put(StepContext<Input> context, String box) {
        if (!shelf.has(context.operationId(), box)) {
            shelf.put(context.operationId(), box);
        }
        return StepOutcome.done().learned(box, "on the shelf").committing(() -> shelf.tell(context.operationId(), box));
    }

    private StepOutcome take(StepContext<Input> context, String box) {
        shelf.take(context.operationId(), box);
        return StepOutcome.done();
    }

    private StepOutcome await(StepContext<Input> context) {
        if (context.input().breaks()) {
            throw new NoClassDefFoundError("no such part");
        }
        if (!context.input().waits() || signals.containsKey(context.operationId())) {
            return StepOutcome.done().learned("asked", context.learned("asked").orElse("never"));
        }
        if (context.learned("asked").isEmpty()) {
            context.remember("asked", "for the signal");
        }
        return context.input().parks()
                ? StepOutcome.parked(Duration.ofHours(1), "Waiting for the signal")
                : StepOutcome.notYet(Duration.ofHours(1), "Waiting for the signal");
    }
}
