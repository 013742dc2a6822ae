package org.vmc.vm.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** The levels announced last, one row for each SR of each pool. Every method needs a transaction. */
@ApplicationScoped
class SrAlarms {

    private final EntityManager entities;

    SrAlarms(EntityManager entities) {
        this.entities = entities;
    }

    /** The level announced last, held until the transaction ends; {@code OK} for an SR seen for the first time. */
    Level hold(String pool, String sr, Instant now) {
        entities.createNativeQuery("""
                        insert into sr_alarm (pool, sr_uuid, level, since) values (:pool, :sr, :level, :now)
                        on conflict do nothing
                        """)
                .setParameter("pool", pool)
                .setParameter("sr", sr)
                .setParameter("level", Level.OK.name())
                .setParameter("now", now)
                .executeUpdate();
        Object level = entities.createNativeQuery(
                        "select level from sr_alarm where pool = :pool and sr_uuid = :sr for update", String.class)
                .setParameter("pool", pool)
                .setParameter("sr", sr)
                .getSingleResult();
        return Level.valueOf(String.valueOf(level));
    }

    void announced(String pool, String sr, Level level, Instant now) {
        entities.createNativeQuery(
                        "update sr_alarm set level = :level, since = :now where pool = :pool and sr_uuid = :sr")
                .setParameter("pool", pool)
                .setParameter("sr", sr)
                .setParameter("level", level.name())
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Forgets the SRs that the pool no longer has. */
    void keepOnly(String pool, List<String> present) {
        entities.createNativeQuery("delete from sr_alarm where pool = :pool and sr_uuid <> all(:present)")
                .setParameter("pool", pool)
                .setParameter("present", present.toArray(String[]::new))
                .executeUpdate();
    }
}
