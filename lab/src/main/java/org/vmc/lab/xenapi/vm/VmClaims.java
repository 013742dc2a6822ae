package org.vmc.lab.xenapi.vm;

import java.util.LinkedHashMap;
import java.util.function.Consumer;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.wire.Value;

/** The right of an operation to work on a VM; others see it in {@code current_operations}. */
final class VmClaims {

    private final Store store;
    private final VmRules rules;

    VmClaims(Store store, VmRules rules) {
        this.store = store;
        this.rules = rules;
    }

    /** An operation in progress; closing it ends it. */
    interface Claim extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Begins an operation when it is allowed.
     *
     * @param alsoCheck further checks and claims that must happen in the same moment
     */
    Claim begin(VmOperation operation, Ref vm, RunningCall call, Consumer<Row> alsoCheck) {
        var key = call.operationRef().text();
        store.write(() -> {
            var row = store.row("VM", vm);
            rules.requireAllowed(row, operation);
            alsoCheck.accept(row);
            var current = new LinkedHashMap<>(row.texts("current_operations"));
            current.put(key, operation.wireName());
            store.set("VM", vm, "current_operations", Value.ofTexts(current));
        });
        return () -> end(vm, key);
    }

    /** Begins an operation when it is allowed. */
    Claim begin(VmOperation operation, Ref vm, RunningCall call) {
        return begin(operation, vm, call, row -> {});
    }

    private void end(Ref vm, String key) {
        store.write(() -> store.find("VM", vm).ifPresent(row -> {
            var current = new LinkedHashMap<>(row.texts("current_operations"));
            current.remove(key);
            store.set("VM", vm, "current_operations", Value.ofTexts(current));
        }));
    }
}
