package org.vmc.operations.engine;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** The operations that this replica runs at the moment, so that they can be woken and interrupted. */
@ApplicationScoped
class Running {
    private final ConcurrentHashMap<UUID, Slot> slots = new ConcurrentHashMap<>();
    private final Jdbi jdbi;

    Running(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource);
    }

    /** Registers the calling thread as the runner of the operation until the slot is closed. */
    Slot enter(UUID id) {
        var slot = new Slot(id, Thread.currentThread());
        slots.put(id, slot);
        return slot;
    }

    /** Ends the pause of the operation if it is in one here. Answers whether it is run here. */
    boolean wake(UUID id) {
        // One step: who closes the slot after this sees that it was woken.
        var woken = slots.computeIfPresent(id, (same, slot) -> {
            slot.wake();
            return slot;
        });
        return woken != null;
    }

    /** Interrupts the step of the operation if one is running here. */
    void interrupt(UUID id) {
        var slot = slots.get(id);
        if (slot != null) {
            slot.interrupt();
        }
    }

    /** A cancel may have been accepted by another replica; the one that runs the operation finds out here. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void noticeCancels() {
        var ids = Set.copyOf(slots.keySet());
        if (ids.isEmpty()) {
            return;
        }
        jdbi.withHandle(handle -> handle.createQuery(
                                "select id from operation where state = 'CANCELLING' and id in (<ids>)")
                        .bindList("ids", ids)
                        .mapTo(UUID.class)
                        .list())
                .forEach(this::interrupt);
    }

    /** One operation being run here. */
    final class Slot implements AutoCloseable {
        private final UUID id;
        private final Thread runner;
        private final Semaphore alarm = new Semaphore(0);
        private boolean interruptible;
        private boolean cancelled;

        private Slot(UUID id, Thread runner) {
            this.id = id;
            this.runner = runner;
        }

        /** From here on a cancel interrupts the runner. */
        synchronized void openToInterrupts() {
            interruptible = true;
            if (cancelled) {
                runner.interrupt();
            }
        }

        /** From here on a cancel waits: the runner is about to write to the database. Answers whether it was open. */
        @CanIgnoreReturnValue
        synchronized boolean closeToInterrupts() {
            boolean wasOpen = interruptible;
            interruptible = false;
            // An interrupt would close the database connection of the transaction that follows.
            Thread.interrupted();
            return wasOpen;
        }

        private synchronized void interrupt() {
            cancelled = true;
            wake();
            if (interruptible) {
                runner.interrupt();
            }
        }

        private void wake() {
            alarm.release();
        }

        /**
         * Whether the operation is being taken back, so far as this replica has heard: at once of a cancel that was
         * accepted here, within a second of another's.
         */
        synchronized boolean isCancelled() {
            return cancelled;
        }

        /** Whether it was woken since it last paused. */
        boolean isWoken() {
            return alarm.drainPermits() > 0;
        }

        /** Pauses the runner until it is woken, at most for the given time. */
        void await(Duration atMost) throws InterruptedException {
            if (alarm.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                alarm.drainPermits();
            }
        }

        @Override
        public void close() {
            closeToInterrupts();
            slots.remove(id, this);
        }
    }
}
