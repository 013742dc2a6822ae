package org.vmc.bot.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.vmc.bot.wire.ClientMessage;
import org.vmc.bot.wire.Wire;

/** The messages that show operations; they outlive the bot. */
@ApplicationScoped
class LiveRows {

    private static final Duration KEPT = Duration.ofDays(7);

    private final Jdbi jdbi;
    private final Clock clock = Clock.systemUTC();

    LiveRows(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource);
    }

    void begin(LiveRow row) {
        jdbi.useTransaction(handle -> {
            handle.execute(
                    "delete from live_message where ended_at < ?",
                    clock.instant().minus(KEPT));
            handle.createUpdate("""
                            insert into live_message (id, platform, place, chat_user, said, operations, begun_at)
                            values (:id, :platform, :place, :user, :said, :operations, :now)
                            """)
                    .bind("id", row.id())
                    .bind("platform", row.user().platform())
                    .bind("place", row.place())
                    .bind("user", row.user().wireName())
                    .bind("said", Wire.write((ClientMessage) row.said()))
                    .bind("operations", String.join(",", row.operations()))
                    .bind("now", clock.instant())
                    .execute();
        });
    }

    void shows(UUID id, String message, Collection<String> operations) {
        jdbi.useHandle(handle -> handle.execute(
                "update live_message set message = ?, operations = ? where id = ?",
                message,
                String.join(",", operations),
                id));
    }

    void end(UUID id) {
        jdbi.useHandle(handle -> handle.execute(
                "update live_message set ended_at = ? where id = ? and ended_at is null", clock.instant(), id));
    }

    /** True once: what it came of may be said again by whoever is told so. */
    boolean repeat(UUID id) {
        return jdbi.withHandle(handle ->
                        handle.execute("update live_message set repeated = true where id = ? and not repeated", id))
                == 1;
    }

    Optional<LiveRow> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from live_message where id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne());
    }

    List<LiveRow> notEnded(String platform) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from live_message where platform = :platform and ended_at is null order by begun_at")
                .bind("platform", platform)
                .map((row, context) -> read(row))
                .list());
    }

    private static LiveRow read(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new LiveRow(
                row.getObject("id", UUID.class),
                row.getString("place"),
                row.getString("message"),
                ChatUser.of(row.getString("chat_user")),
                said(row.getString("said")),
                List.of(row.getString("operations").split(",")),
                ended == null ? null : ended.toInstant());
    }

    private static ClientMessage.Said said(String json) {
        return Wire.clientMessage(json)
                .filter(ClientMessage.Said.class::isInstance)
                .map(ClientMessage.Said.class::cast)
                .orElseThrow(() -> new IllegalStateException("Not what somebody said: " + json));
    }
}
