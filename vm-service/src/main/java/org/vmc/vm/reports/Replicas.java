package org.vmc.vm.reports;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/**
 * The replicas of this service: each says in its row that it is there, by the database's clock. One that has been
 * silent for six beats is taken for gone.
 */
@ApplicationScoped
class Replicas {

    private final EntityManager entities;
    private final UUID me = UUID.randomUUID();

    Replicas(EntityManager entities) {
        this.entities = entities;
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void beat() {
        beat(me);
    }

    void beat(UUID replica) {
        QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery("""
                            insert into replica (id, seen_at) values (:id, now())
                            on conflict (id) do update set seen_at = excluded.seen_at
                            """).setParameter("id", replica).executeUpdate();
            entities.createNativeQuery("delete from replica where seen_at < now() - interval '1 minute'")
                    .executeUpdate();
        });
    }

    /** How many there are, this one included. */
    int running() {
        Object others = entities.createNativeQuery(
                        "select count(*) from replica where id <> :me and seen_at > now() - interval '1 minute'")
                .setParameter("me", me)
                .getSingleResult();
        return 1 + ((Number) others).intValue();
    }
}
