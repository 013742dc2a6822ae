package org.vmc.operations.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Payload;
import org.vmc.contracts.codec.CloudEvents;

/**
 * Where facts and requests are left to be published. A fact is published if and only if the transaction in which it was
 * left commits.
 */
@ApplicationScoped
public class Outbox {
    private final Jdbi jdbi;
    private final URI source;
    private final OutboxPublisher publisher;
    private final Clock clock = Clock.systemUTC();

    Outbox(
            DataSource dataSource,
            OutboxPublisher publisher,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.jdbi = Jdbi.create(dataSource);
        this.publisher = publisher;
        this.source = URI.create("/vmc/" + application);
    }

    /**
     * Leaves a fact or request for publication when the caller's transaction commits.
     *
     * @param payload what happened or is asked for; its subject is the event's subject and the Kafka key
     * @param correlationId the larger request it belongs to, if any
     * @param causationId id of the operation or event that led to it, if any
     * @throws jakarta.transaction.TransactionalException when the caller has no transaction
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(Payload payload, @Nullable UUID correlationId, @Nullable UUID causationId) {
        var event = CloudEvent.of(source, clock.instant(), payload)
                .withCorrelationId(correlationId == null ? null : correlationId.toString())
                .withCausationId(causationId == null ? null : causationId.toString());
        // The lock is held until commit, and taken before the row has its number: two transactions about one subject
        // commit in the order of their sequence numbers.
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with mine as materialized (select pg_advisory_xact_lock(hashtextextended(:lock, 0)))
                        insert into outbox (event_id, topic, subject, type, event, created_at)
                        select :id, :topic, :subject, :type, :event, :now from mine
                        """)
                .bind("lock", "outbox/" + event.subject())
                .bind("id", event.id())
                .bind("topic", CloudEvent.topicOf(payload))
                .bind("subject", event.subject().toString())
                .bind("type", event.type())
                .bind("event", CloudEvents.encode(event))
                .bind("now", event.time())
                .execute());
        publisher.wakeAfterCommit();
    }
}
