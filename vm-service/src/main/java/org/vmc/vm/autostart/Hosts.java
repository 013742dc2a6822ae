package org.vmc.vm.autostart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hosts as they were when last compared, and every time one came up. Every method needs a transaction. */
@ApplicationScoped
class Hosts {

    private final EntityManager entities;

    Hosts(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A host as it was when last compared.
     *
     * @param up enabled and heard by its pool
     * @param bootTime in the pool's words
     * @param timesUp how often it has been seen coming up
     */
    record Known(String uuid, boolean up, String bootTime, long timesUp) {

        /** Whether a host that is like this now has come up since. */
        boolean cameUp(boolean upNow, String bootTimeNow) {
            return upNow && (!up || !bootTime.equals(bootTimeNow));
        }

        boolean differs(boolean upNow, String bootTimeNow) {
            return up != upNow || cameUp(upNow, bootTimeNow);
        }
    }

    /** Holds the pool until the transaction ends: two replicas must not both see a host come up. */
    void hold(String pool) {
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtextextended(:key, 0))", Object.class)
                .setParameter("key", "autostart/" + pool)
                .getResultList();
    }

    /** By their uuid; empty for a pool that has never been compared. */
    Map<String, Known> of(String pool) {
        Stream<Tuple> rows = entities.createNativeQuery(
                        "select host_uuid, up, boot_time, times_up from autostart_host where pool = :pool", Tuple.class)
                .setParameter("pool", pool)
                .getResultStream();
        return rows.map(row -> new Known(
                        String.valueOf(row.get(0)),
                        Boolean.TRUE.equals(row.get(1)),
                        String.valueOf(row.get(2)),
                        ((Number) row.get(3)).longValue()))
                .collect(Collectors.toMap(Known::uuid, Function.identity()));
    }

    void put(String pool, Known host) {
        entities.createNativeQuery("""
                        insert into autostart_host (pool, host_uuid, up, boot_time, times_up)
                        values (:pool, :host, :up, :boot, :times)
                        on conflict (pool, host_uuid)
                        do update set up = excluded.up, boot_time = excluded.boot_time, times_up = excluded.times_up
                        """)
                .setParameter("pool", pool)
                .setParameter("host", host.uuid())
                .setParameter("up", host.up())
                .setParameter("boot", host.bootTime())
                .setParameter("times", host.timesUp())
                .executeUpdate();
    }

    /** Records that these hosts came up, and the run that was accepted for it; fails when one was recorded before. */
    void cameUp(String pool, List<Known> hosts, @Nullable UUID run, Instant now) {
        for (Known host : hosts) {
            entities.createNativeQuery("""
                            insert into autostart_occurrence
                                (pool, host_uuid, times_up, boot_time, operation_id, seen_at)
                            values (:pool, :host, :times, :boot, cast(:run as uuid), :now)
                            """)
                    .setParameter("pool", pool)
                    .setParameter("host", host.uuid())
                    .setParameter("times", host.timesUp())
                    .setParameter("boot", host.bootTime())
                    .setParameter("run", run == null ? null : run.toString())
                    .setParameter("now", now)
                    .executeUpdate();
        }
    }
}
