package org.vmc.operations.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.codec.CloudEvents;

/**
 * Carries the outbox to Kafka. One replica at a time, by a database lock that dies with its connection. Rows are sent
 * in sequence and deleted only after the broker has acknowledged them: after a crash they are sent again, and consumers
 * dedupe by event id. While the broker is away the rows wait; a row that it refuses for good goes to
 * {@code outbox_refused} and the log, and the others go on.
 */
@ApplicationScoped
class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
    /** Any number will do that is the same in every replica and not used for another lock. */
    private static final long LEADER_LOCK = 0x564d_434f_5554_4258L;

    private static final int BATCH = 500;
    private static final Duration IDLE_PAUSE = Duration.ofSeconds(1);
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(2);

    private final AgroalDataSource dataSource;
    private final TransactionManager transactions;
    private final EventProducer producers;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread thread;

    OutboxPublisher(AgroalDataSource dataSource, TransactionManager transactions, EventProducer producers) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.producers = producers;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("outbox").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        }
    }

    /** Makes the publisher look at the outbox as soon as the caller's transaction has committed. */
    void wakeAfterCommit() {
        try {
            transactions.getTransaction().registerSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    if (status == Status.STATUS_COMMITTED) {
                        work.release();
                    }
                }
            });
        } catch (RollbackException | SystemException e) {
            throw new IllegalStateException("The transaction that leaves an event is no longer active", e);
        }
    }

    private void run() {
        while (!stopping) {
            try {
                lead();
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                if (stopping) {
                    return;
                }
                LOG.warnf("Events wait in the outbox; next try in %s: %s", FAILURE_PAUSE, rootMessage(e));
                pause(FAILURE_PAUSE);
            }
        }
    }

    /** Takes the leadership if it is free and publishes until something fails. */
    private void lead() throws SQLException, InterruptedException {
        try (var connection = dataSource.getConnection();
                Handle handle = Jdbi.open(connection)) {
            if (!handle.createQuery("select pg_try_advisory_lock(:lock)")
                    .bind("lock", LEADER_LOCK)
                    .mapTo(Boolean.class)
                    .one()) {
                await(IDLE_PAUSE);
                return;
            }
            try {
                publishUntilStopped(handle);
            } finally {
                // The connection goes back to the pool alive, so the lock would stay with it.
                handle.execute("select pg_advisory_unlock(?)", LEADER_LOCK);
            }
        }
    }

    private void publishUntilStopped(Handle handle) throws InterruptedException {
        while (!stopping) {
            var rows = next(handle);
            if (rows.isEmpty()) {
                await(IDLE_PAUSE);
                continue;
            }
            for (var wave : waves(rows)) {
                settle(handle, wave, send(wave));
            }
        }
    }

    /**
     * Cuts the rows into waves with at most one row of a subject each. A wave is sent after the one before it is
     * acknowledged, so that no event can overtake an earlier one of its subject, not even when a send fails half way.
     */
    static List<List<Row>> waves(List<Row> rows) {
        var waves = new ArrayList<List<Row>>();
        var sentPerSubject = new HashMap<String, Integer>();
        for (Row row : rows) {
            int wave = sentPerSubject.merge(row.subject(), 1, Integer::sum) - 1;
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(row);
        }
        return waves;
    }

    private static List<Row> next(Handle handle) {
        return handle.createQuery("select seq, topic, subject, event from outbox order by seq limit :batch")
                .bind("batch", BATCH)
                .map((row, context) -> new Row(
                        row.getLong("seq"), row.getString("topic"), row.getString("subject"), row.getBytes("event")))
                .list();
    }

    /** Sends the rows at once and answers, in their order, why each was not taken; null when it was. */
    private List<@Nullable Throwable> send(List<Row> rows) throws InterruptedException {
        Producer<String, byte[]> producer = producers.get();
        var acknowledgements = new ArrayList<Future<RecordMetadata>>(rows.size());
        for (Row row : rows) {
            var message = new ProducerRecord<>(row.topic(), row.subject(), row.event());
            message.headers().add("content-type", CloudEvents.CONTENT_TYPE.getBytes(StandardCharsets.US_ASCII));
            acknowledgements.add(producer.send(message));
        }
        producer.flush();
        var refusals = new ArrayList<@Nullable Throwable>(rows.size());
        for (var acknowledgement : acknowledgements) {
            try {
                acknowledgement.get();
                refusals.add(null);
            } catch (ExecutionException e) {
                refusals.add(e.getCause());
            }
        }
        return refusals;
    }

    /**
     * Removes what the broker has taken, sets aside what it never will, and fails when there is anything to send again.
     */
    private void settle(Handle handle, List<Row> wave, List<@Nullable Throwable> refusals) {
        @Nullable Throwable passing = null;
        var taken = new ArrayList<Long>(wave.size());
        for (int index = 0; index < wave.size(); index++) {
            Row row = wave.get(index);
            var refusal = refusals.get(index);
            if (refusal == null) {
                taken.add(row.seq());
            } else if (isForGood(refusal)) {
                setAside(handle, row, refusal);
            } else {
                passing = refusal;
            }
        }
        if (!taken.isEmpty()) {
            handle.createUpdate("delete from outbox where seq in (<taken>)")
                    .bindList("taken", taken)
                    .execute();
        }
        if (passing != null) {
            // Records still buffered must not arrive after the ones that are sent again.
            producers.discard();
            throw new IllegalStateException("The broker did not take an event", passing);
        }
    }

    /** One event that no broker will ever take must not hold up all that come after it. */
    private static void setAside(Handle handle, Row row, Throwable refusal) {
        LOG.errorf(
                refusal,
                "Event %d about %s is set aside in outbox_refused: topic %s does not take it",
                row.seq(),
                row.subject(),
                row.topic());
        handle.createUpdate("""
                        with refused as (delete from outbox where seq = :seq returning *)
                        insert into outbox_refused (seq, event_id, topic, subject, type, event, created_at, reason)
                        select seq, event_id, topic, subject, type, event, created_at, :reason from refused
                        """)
                .bind("seq", row.seq())
                .bind("reason", rootMessage(refusal))
                .execute();
    }

    private static boolean isForGood(Throwable refusal) {
        return refusal instanceof RecordTooLargeException || refusal instanceof InvalidTopicException;
    }

    private void await(Duration atMost) throws InterruptedException {
        if (work.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    private void pause(Duration time) {
        try {
            await(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    record Row(long seq, String topic, String subject, byte[] event) {}
}
