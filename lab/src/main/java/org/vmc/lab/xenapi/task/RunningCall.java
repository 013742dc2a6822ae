package org.vmc.lab.xenapi.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** A call being worked on, with or without a task. A handler reports progress to it and lets it be cancelled. */
public final class RunningCall {

    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(250);

    private final Store store;
    private final Timings timings;
    private final Optional<Ref> task;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    RunningCall(Store store, Timings timings, Optional<Ref> task) {
        this.store = store;
        this.timings = timings;
        this.task = task;
    }

    /** What {@code current_operations} shows as the key of this call: its task, or a reference of its own. */
    public Ref operationRef() {
        return task.orElseGet(() -> new Ref("OpaqueRef:" + store.newUuid()));
    }

    /** Lets the time of an operation pass, reporting progress. Fails with {@code TASK_CANCELLED} when cancelled. */
    public void spend(TimedOperation operation) throws InterruptedException {
        long total = timings.of(operation).toNanos();
        for (long spent = 0; spent < total; spent += BETWEEN_REPORTS.toNanos()) {
            progress((double) spent / total);
            pause(Duration.ofNanos(Math.min(total - spent, BETWEEN_REPORTS.toNanos())));
        }
        checkCancelled();
    }

    /** Lets time pass. Fails with {@code TASK_CANCELLED} when cancelled. */
    public void pause(Duration time) throws InterruptedException {
        cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
        checkCancelled();
    }

    /** Fails with {@code TASK_CANCELLED} when the task was cancelled. */
    public void checkCancelled() {
        if (cancelled.getCount() == 0) {
            throw new XapiError("TASK_CANCELLED", task.orElse(Ref.NULL).text());
        }
    }

    void cancel() {
        cancelled.countDown();
    }

    /** Reports how much is done, from 0 to 1. */
    public void progress(double done) {
        task.ifPresent(ref -> store.write(
                () -> store.find("task", ref).ifPresent(row -> store.set("task", ref, "progress", Value.of(done)))));
    }
}
