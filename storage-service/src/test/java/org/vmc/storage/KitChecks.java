package org.vmc.storage;

import org.junit.jupiter.api.Test;
import org.vmc.operations.testing.OperationKit;

/** The five checks of the kit as tests; a class for one kind of operation only names its kit. */
public interface KitChecks {

    OperationKit<?> kit();

    @Test
    default void succeeds() {
        kit().succeeds();
    }

    @Test
    default void survivesACrashAtEveryPoint() {
        kit().survivesACrashAtEveryPoint();
    }

    @Test
    default void isUndoneWhenAnyStepFails() {
        kit().isUndoneWhenAnyStepFails();
    }

    @Test
    default void isUndoneWhenCancelledAtAnyStep() {
        kit().isUndoneWhenCancelledAtAnyStep();
    }

    @Test
    default void isUndoneOnceAlthoughTheUndoCrashes() {
        kit().isUndoneOnceAlthoughTheUndoCrashes();
    }
}
