package org.vmc.bot.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Remembers what was delivered, so that nothing is done twice. */
@ApplicationScoped
class Deliveries {

    /** Platforms deliver again within minutes. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Jdbi jdbi;
    private final Clock clock = Clock.systemUTC();

    Deliveries(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource);
    }

    /** True once for each id, whoever asks and how often. */
    boolean isFirst(String id) {
        Instant now = clock.instant();
        return jdbi.inTransaction(handle -> {
            handle.execute("delete from delivery where seen_at < ?", now.minus(KEPT));
            return handle.execute("insert into delivery (id, seen_at) values (?, ?) on conflict do nothing", id, now)
                    == 1;
        });
    }
}
