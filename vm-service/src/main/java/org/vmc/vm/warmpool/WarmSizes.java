package org.vmc.vm.warmpool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/** The sizes that operators have set, one row each; 0 has none. Every method needs a transaction. */
@ApplicationScoped
class WarmSizes {

    private final EntityManager entities;

    WarmSizes(EntityManager entities) {
        this.entities = entities;
    }

    /** Ordered by pool, template and type. */
    List<WarmSize> all() {
        List<Object[]> rows = entities.createNativeQuery(
                        "select pool, template, type, size from warm_size order by pool, template, type",
                        Object[].class)
                .getResultList();
        return rows.stream()
                .map(row -> new WarmSize((String) row[0], (String) row[1], (String) row[2], (Integer) row[3]))
                .toList();
    }

    /** Lets one reconciler at a time decide. */
    void hold() {
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtextextended('warm-pool', 0))", Object.class)
                .getResultList();
    }

    void put(WarmSize size) {
        entities.createNativeQuery("delete from warm_size where pool = :pool and template = :template and type = :type")
                .setParameter("pool", size.pool())
                .setParameter("template", size.template())
                .setParameter("type", size.type())
                .executeUpdate();
        if (size.size() > 0) {
            entities.createNativeQuery("""
                            insert into warm_size (pool, template, type, size)
                            values (:pool, :template, :type, :size)
                            """)
                    .setParameter("pool", size.pool())
                    .setParameter("template", size.template())
                    .setParameter("type", size.type())
                    .setParameter("size", size.size())
                    .executeUpdate();
        }
    }
}
