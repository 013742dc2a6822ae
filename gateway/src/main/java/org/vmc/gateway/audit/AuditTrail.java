package org.vmc.gateway.audit;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.page.Cursor;
import org.vmc.http.page.Page;
import org.vmc.http.page.PageRequest;

/** The kept entries. Blocking. Thread-safe. */
@Singleton
class AuditTrail {
    private final Jdbi jdbi;

    private record Position(Instant at, String id) {
        static Position of(String text) {
            var parts = text.split(" ", 2);
            try {
                if (parts.length == 2) {
                    return new Position(Instant.parse(parts[0]), parts[1]);
                }
            } catch (DateTimeException notOurs) {
                // refused below
            }
            throw Cursor.refused();
        }

        static String text(AuditEntry entry) {
            return entry.at() + " " + entry.id();
        }
    }

    AuditTrail(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource);
    }

    /** Keeps them all, or none; one that is kept already stays as it is. */
    void keep(List<AuditEntry> entries) {
        jdbi.useTransaction(handle -> {
            var batch = handle.prepareBatch("""
                    insert into audit_entry (event_id, at, source, actor, role, team, action, target_type, target_id,
                        target_name, operation_id, status, reason, correlation_id)
                    values (:id, :at, :source, :actor, :role, :team, :action, :targetType, :targetId,
                        :targetName, :operation::uuid, :status::integer, :reason, :correlation)
                    on conflict do nothing
                    """);
            for (var entry : entries) {
                batch.bind("id", storable(entry.id()))
                        .bind("at", entry.at())
                        .bind("source", storable(entry.source()))
                        .bind("actor", storable(entry.actor()))
                        .bind("role", storable(entry.role()))
                        .bind("team", storable(entry.team()))
                        .bind("action", storable(entry.action()))
                        .bind("targetType", storable(entry.targetType()))
                        .bind("targetId", storable(entry.targetId()))
                        .bind("targetName", storable(entry.targetName()))
                        .bind("operation", entry.operationId())
                        .bind("status", entry.status())
                        .bind("reason", storable(entry.reason()))
                        .bind("correlation", storable(entry.correlationId()))
                        .add();
            }
            batch.execute();
        });
    }

    /** Newest first. */
    Page<AuditEntry> find(AuditFilter filter, Caller caller, PageRequest page) {
        var after = page.after().map(Position::of);
        int limit = page.limit();
        var actor = filter.actorFor(caller);
        var rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select * from audit_entry
                        where (:actor::text is null or actor = :actor::text)
                          and (:action::text is null or position(:action::text in lower(action)) > 0)
                          and (:target::text is null or target_id = :target::text or target_name = :target::text)
                          and (:outcome::text is null or (status is null) = (:outcome::text = 'accepted'))
                          and (:since::timestamptz is null or at >= :since::timestamptz)
                          and (:until::timestamptz is null or at < :until::timestamptz)
                          and (:afterAt::timestamptz is null or (at, event_id) < (:afterAt::timestamptz, :afterId::text))
                        order by at desc, event_id desc limit :limit
                        """)
                .bind("actor", orNull(actor))
                .bind("action", orNull(filter.action()))
                .bind("target", orNull(filter.target()))
                .bind("outcome", orNull(filter.outcome()))
                .bind("since", orNull(filter.since()))
                .bind("until", orNull(filter.until()))
                .bind("afterAt", orNull(after.map(Position::at)))
                .bind("afterId", orNull(after.map(Position::id)))
                .bind("limit", limit + 1)
                .map((row, context) -> entry(row))
                .list());
        return Page.cut(rows, limit, Position::text);
    }

    /** Forgets what happened before. */
    void forget(Instant before) {
        jdbi.useHandle(handle -> handle.execute("delete from audit_entry where at < ?", before));
    }

    /** PostgreSQL keeps no NUL, and one entry that cannot be kept would hold up all behind it. */
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\ufffd');
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        var status = row.getObject("status", Integer.class);
        return new AuditEntry(
                row.getString("event_id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("source"),
                row.getString("actor"),
                row.getString("role"),
                row.getString("team"),
                row.getString("action"),
                row.getString("target_type"),
                row.getString("target_id"),
                row.getString("target_name"),
                status == null ? AuditEntry.ACCEPTED : AuditEntry.REFUSED,
                row.getObject("operation_id", UUID.class),
                status,
                row.getString("reason"),
                row.getString("correlation_id"));
    }
}
