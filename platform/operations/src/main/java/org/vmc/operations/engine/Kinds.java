package org.vmc.operations.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vmc.operations.plan.OperationKind;

/** The kinds of operations of this service, by name. */
@ApplicationScoped
class Kinds {
    private final Map<String, OperationKind<?>> byName;

    Kinds(@Any Instance<OperationKind<?>> kinds) {
        byName = kinds.stream().collect(Collectors.toUnmodifiableMap(OperationKind::name, Function.identity()));
    }

    /** @throws IllegalStateException when this version has no such kind */
    OperationKind<?> named(String name) {
        var kind = byName.get(name);
        if (kind == null) {
            throw new IllegalStateException("This version knows no operation " + name);
        }
        return kind;
    }
}
