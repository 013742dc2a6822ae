package org.vmc.operations.inbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.vmc.contracts.CloudEvent;

/** Remembers which events a consumer has handled, so that a redelivered one is passed over. */
@ApplicationScoped
public class Inbox {
    /** Longer than any broker here keeps events for redelivery. */
    private static final Duration KEPT = Duration.ofDays(14);

    private final Jdbi jdbi;
    private final Clock clock = Clock.systemUTC();

    Inbox(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource);
    }

    /**
     * Handles the event unless this consumer has handled it before. The handler's row changes, the operations it
     * submits and the note that the event is done are one transaction: they happen together or not at all.
     *
     * @param consumer name of the consumer, stable over restarts and versions
     * @param handler runs inside the transaction; what it throws rolls everything back and reaches the caller
     * @return false when the event had been handled before
     */
    public boolean handleOnce(String consumer, CloudEvent event, Consumer<CloudEvent> handler) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            int fresh = jdbi.withHandle(handle -> handle.createUpdate("""
                            insert into inbox (consumer, event_id, handled_at) values (:consumer, :event, :now)
                            on conflict do nothing
                            """)
                    .bind("consumer", consumer)
                    .bind("event", event.source() + "#" + event.id())
                    .bind("now", clock.instant())
                    .execute());
            if (fresh == 0) {
                return false;
            }
            handler.accept(event);
            return true;
        });
    }

    @Scheduled(every = "1h", delayed = "5m")
    void forgetOld() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from inbox where handled_at < :before")
                .bind("before", clock.instant().minus(KEPT))
                .execute());
    }
}
