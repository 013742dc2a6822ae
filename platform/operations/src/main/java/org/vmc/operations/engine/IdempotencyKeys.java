package org.vmc.operations.engine;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.Origin;

/** Remembers idempotency keys for a day. */
@ApplicationScoped
class IdempotencyKeys {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Jdbi jdbi;
    private final Clock clock = Clock.systemUTC();

    IdempotencyKeys(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource);
    }

    /**
     * Claims the key for this request. A concurrent request with the same key waits here until the first has committed.
     *
     * @return the correlation id of the request that came first, or nothing when this is the first
     * @throws ProblemException 422 when the first was another request
     */
    Optional<UUID> claim(Origin origin, IdempotencyKey key, Instant now) {
        int claimed = jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into idempotency_key (actor, key, request_sha256, correlation_id, created_at)
                        values (:actor, :key, :hash, :correlation, :now) on conflict do nothing
                        """)
                .bind("actor", origin.actor())
                .bind("key", key.key())
                .bind("hash", key.requestSha256())
                .bind("correlation", origin.correlationId())
                .bind("now", now)
                .execute());
        if (claimed == 1) {
            return Optional.empty();
        }
        return Optional.of(jdbi.withHandle(handle -> handle.createQuery(
                        "select request_sha256, correlation_id from idempotency_key where actor = :actor and key = :key")
                .bind("actor", origin.actor())
                .bind("key", key.key())
                .map((row, context) -> {
                    if (!row.getString("request_sha256").equals(key.requestSha256())) {
                        throw ProblemException.of(
                                ProblemType.IDEMPOTENCY_KEY_REUSED,
                                "The Idempotency-Key was used before for a different request. Use a new key for a new"
                                        + " request.");
                    }
                    return row.getObject("correlation_id", UUID.class);
                })
                .one()));
    }

    @Scheduled(every = "1h", delayed = "7m")
    void forgetOld() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from idempotency_key where created_at < :before")
                .bind("before", clock.instant().minus(KEPT))
                .execute());
    }
}
