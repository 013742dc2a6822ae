package org.vmc.operations.plan;

import java.util.Set;
import java.util.TreeSet;

/**
 * An operation that is asked for.
 *
 * @param kind its kind
 * @param input the kind's input
 * @param target the thing it is about
 * @param locks keys on which it is serialised against others; always holds the target's own key
 * @param <I> the input
 */
public record NewOperation<I>(OperationKind<I> kind, I input, Target target, Set<String> locks) {
    public NewOperation {
        // Sorted, so that two requests take the same locks in the same order.
        var all = new TreeSet<>(locks);
        all.add(target.key());
        locks = all;
    }

    /** An operation serialised on its target alone. */
    public static <I> NewOperation<I> of(OperationKind<I> kind, I input, Target target) {
        return new NewOperation<>(kind, input, target, Set.of());
    }

    /** The same, also serialised on {@code key}, such as {@code builder/h1}. */
    public NewOperation<I> alsoLocking(String key) {
        var more = new TreeSet<>(locks);
        more.add(key);
        return new NewOperation<>(kind, input, target, more);
    }
}
