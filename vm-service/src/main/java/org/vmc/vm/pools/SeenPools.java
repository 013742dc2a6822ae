package org.vmc.vm.pools;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who coordinated each pool, and where its hosts were, when it was heard last. Every method needs a transaction. */
@ApplicationScoped
class SeenPools {

    private final EntityManager entities;

    SeenPools(EntityManager entities) {
        this.entities = entities;
    }

    /** @param addresses of all its hosts */
    record SeenPool(String coordinatorUuid, String coordinatorName, List<String> addresses) {

        SeenPool {
            addresses = List.copyOf(addresses);
        }
    }

    Optional<SeenPool> find(String pool) {
        return select(pool, "");
    }

    /** As {@link #find}; nobody else records anything of the pool until the transaction ends. */
    Optional<SeenPool> hold(String pool) {
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtextextended(:key, 0))", Object.class)
                .setParameter("key", "pool/" + pool)
                .getResultList();
        return select(pool, " for update");
    }

    void put(String pool, SeenPool seen, Instant now) {
        entities.createNativeQuery("""
                        insert into seen_pool (pool, coordinator_uuid, coordinator_name, addresses, since)
                        values (:pool, :uuid, :name, :addresses, :now)
                        on conflict (pool) do update set coordinator_uuid = excluded.coordinator_uuid,
                            coordinator_name = excluded.coordinator_name, addresses = excluded.addresses,
                            since = excluded.since
                        """)
                .setParameter("pool", pool)
                .setParameter("uuid", seen.coordinatorUuid())
                .setParameter("name", seen.coordinatorName())
                .setParameter("addresses", seen.addresses().toArray(String[]::new))
                .setParameter("now", now)
                .executeUpdate();
    }

    private Optional<SeenPool> select(String pool, String locking) {
        List<Object[]> rows = entities.createNativeQuery(
                        "select coordinator_uuid, coordinator_name, addresses from seen_pool where pool = :pool"
                                + locking,
                        Object[].class)
                .setParameter("pool", pool)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new SeenPool((String) row[0], (String) row[1], List.of((String[]) row[2])));
    }
}
