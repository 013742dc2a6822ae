package org.vmc.vm.schedules;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The schedules there are. */
@ApplicationScoped
class ScheduleRows {

    private final EntityManager entities;

    ScheduleRows(EntityManager entities) {
        this.entities = entities;
    }

    /** Ordered by name. */
    List<Schedule> all() {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Stream<Tuple> rows = entities.createNativeQuery("""
                            select id, name, role, weight, days, from_time, until_time, zone, created_by
                            from schedule order by name
                            """, Tuple.class).getResultStream();
            return rows.map(ScheduleRows::schedule).toList();
        });
    }

    Optional<Schedule> named(String name) {
        return all().stream().filter(schedule -> schedule.name().equals(name)).findFirst();
    }

    /** Adds it unless it is there already; needs a transaction. */
    void add(Schedule schedule) {
        entities.createNativeQuery("""
                        insert into schedule
                            (id, name, role, weight, days, from_time, until_time, zone, created_by)
                        values (:id, :name, :role, :weight, :days, :from, :until, :zone, :by)
                        on conflict (id) do nothing
                        """)
                .setParameter("id", schedule.id())
                .setParameter("name", schedule.name())
                .setParameter("role", schedule.role())
                .setParameter("weight", schedule.weight())
                .setParameter("days", schedule.days())
                .setParameter("from", schedule.from())
                .setParameter("until", schedule.until())
                .setParameter("zone", schedule.zone())
                .setParameter("by", schedule.createdBy())
                .executeUpdate();
    }

    /** Deletes it if it is there; needs a transaction. */
    void delete(UUID id) {
        entities.createNativeQuery("delete from schedule where id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    private static Schedule schedule(Tuple row) {
        return new Schedule(
                (UUID) row.get(0),
                String.valueOf(row.get(1)),
                String.valueOf(row.get(2)),
                ((Number) row.get(3)).intValue(),
                String.valueOf(row.get(4)),
                String.valueOf(row.get(5)),
                String.valueOf(row.get(6)),
                String.valueOf(row.get(7)),
                String.valueOf(row.get(8)));
    }
}
