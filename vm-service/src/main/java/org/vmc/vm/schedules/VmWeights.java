package org.vmc.vm.schedules;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** VMs whose weight a schedule has changed or is about to. Every method needs a transaction. */
@ApplicationScoped
class VmWeights {

    private final EntityManager entities;

    VmWeights(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A VM with another weight than its own.
     *
     * @param former the weight it had; null when it had none of its own
     * @param weight the one it got; null until the pool has taken it
     * @param schedule name of the schedule it is from; null together with the weight
     * @param version another one after every change
     */
    record Kept(
            UUID vm,
            @Nullable String former,
            @Nullable Integer weight,
            @Nullable String schedule,
            String version) {}

    List<Kept> all() {
        Stream<Tuple> rows = entities.createNativeQuery(
                        "select vm_id, former, weight, schedule, cast(xmin as text) from vm_weight", Tuple.class)
                .getResultStream();
        return rows.map(row -> new Kept(
                        (UUID) row.get(0),
                        row.get(1, String.class),
                        row.get(2, Integer.class),
                        row.get(3, String.class),
                        row.get(4, String.class)))
                .toList();
    }

    /** What is written of the VM. */
    Optional<Kept> of(UUID vm) {
        return all().stream().filter(kept -> kept.vm().equals(vm)).findFirst();
    }

    /** Holds the VM until the transaction ends, and says what is written of it. */
    Optional<Kept> hold(UUID vm) {
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtextextended(:key, 0))", Object.class)
                .setParameter("key", "weight/" + vm)
                .getResultList();
        return of(vm);
    }

    /** Writes down the weight a VM has before it is changed. */
    void keep(UUID vm, Optional<String> former) {
        entities.createNativeQuery("insert into vm_weight (vm_id, former) values (:vm, cast(:former as text))")
                .setParameter("vm", vm)
                .setParameter("former", former.orElse(null))
                .executeUpdate();
    }

    /** Records the weight a pool has taken. */
    void applied(UUID vm, int weight, String schedule) {
        entities.createNativeQuery("update vm_weight set weight = :weight, schedule = :schedule where vm_id = :vm")
                .setParameter("vm", vm)
                .setParameter("weight", weight)
                .setParameter("schedule", schedule)
                .executeUpdate();
    }

    /** Forgets a VM that has its own weight again, or is gone. */
    void forget(UUID vm) {
        entities.createNativeQuery("delete from vm_weight where vm_id = :vm")
                .setParameter("vm", vm)
                .executeUpdate();
    }
}
