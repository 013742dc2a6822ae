package org.vmc.vm.clocks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** Whose clock was last announced as wrong, one row for each host of each pool. Every method needs a transaction. */
@ApplicationScoped
class ClockAlarms {

    private final EntityManager entities;

    ClockAlarms(EntityManager entities) {
        this.entities = entities;
    }

    /** Whether it was last announced as wrong, held until the transaction ends. */
    boolean hold(String pool, String host, Instant now) {
        entities.createNativeQuery("""
                        insert into clock_alarm (pool, host_uuid, skewed, since) values (:pool, :host, false, :now)
                        on conflict do nothing
                        """)
                .setParameter("pool", pool)
                .setParameter("host", host)
                .setParameter("now", now)
                .executeUpdate();
        Object skewed = entities.createNativeQuery(
                        "select skewed from clock_alarm where pool = :pool and host_uuid = :host for update",
                        Boolean.class)
                .setParameter("pool", pool)
                .setParameter("host", host)
                .getSingleResult();
        return Boolean.TRUE.equals(skewed);
    }

    void announced(String pool, String host, boolean skewed, Instant now) {
        entities.createNativeQuery(
                        "update clock_alarm set skewed = :skewed, since = :now where pool = :pool and host_uuid = :host")
                .setParameter("pool", pool)
                .setParameter("host", host)
                .setParameter("skewed", skewed)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Forgets the hosts that the pool no longer has. */
    void keepOnly(String pool, List<String> present) {
        entities.createNativeQuery("delete from clock_alarm where pool = :pool and host_uuid <> all(:present)")
                .setParameter("pool", pool)
                .setParameter("present", present.toArray(String[]::new))
                .executeUpdate();
    }
}
