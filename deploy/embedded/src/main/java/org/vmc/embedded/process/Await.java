package org.vmc.embedded.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something outside this JVM that can only be looked at, not listened to. */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /**
     * Looks every 20 ms.
     *
     * @return whether the state was reached before the timeout; false at once when the thread is interrupted (the flag
     *     stays set)
     */
    public static boolean until(Duration timeout, BooleanSupplier reached) {
        return until(timeout, PAUSE, reached);
    }

    /** The same with another pause between looks, for those that cost something. */
    public static boolean until(Duration timeout, Duration pause, BooleanSupplier reached) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!reached.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted() || System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }
}
