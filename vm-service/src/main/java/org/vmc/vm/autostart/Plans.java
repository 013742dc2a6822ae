package org.vmc.vm.autostart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.vms.CountedVm;
import org.vmc.vm.vms.VmCensus;

/** The plans, one for each pool that has one. */
@ApplicationScoped
class Plans {

    private static final String NO_PLAN = "none";

    private final EntityManager entities;
    private final ObjectMapper json;
    private final VmCensus census;

    Plans(EntityManager entities, ObjectMapper json, VmCensus census) {
        this.entities = entities;
        this.json = json;
        this.census = census;
    }

    /**
     * The plan of a pool as it is to be run now: names are those of today, and VMs that have been deleted are no longer
     * in it; whoever deletes one does not want others to wait for it.
     */
    Optional<Plan> of(String pool) {
        return stored(pool).map(this::read).map(this::current).filter(plan -> !plan.entries()
                .isEmpty());
    }

    /** Another one whenever the plan of the pool is replaced. */
    String version(String pool) {
        return stored(pool).map(plan -> read(plan).changedAt().toString()).orElse(NO_PLAN);
    }

    /**
     * @param version of the plan that is to be replaced; null for whatever there is
     * @throws ProblemException 409 when somebody has replaced it since
     */
    void requireVersion(String pool, @Nullable String version) {
        if (version != null && !version.equals(version(pool))) {
            throw ProblemException.conflict(
                    "Somebody has changed what is started by itself in pool %s since you looked; look again (/autostart show) and repeat what you want."
                            .formatted(pool));
        }
    }

    /** The plan as it is stored; empty when there is none. */
    Optional<String> stored(String pool) {
        return QuarkusTransaction.joiningExisting().call(() -> entities.createNativeQuery(
                        "select plan from autostart_plan where pool = :pool", String.class)
                .setParameter("pool", pool)
                .getResultStream()
                .map(String::valueOf)
                .findFirst());
    }

    /** Replaces the plan; needs a transaction. */
    void put(String pool, Plan plan) {
        put(pool, write(plan));
    }

    /** As {@link #put(String, Plan)}, with what {@link #stored} answered. */
    void put(String pool, String stored) {
        entities.createNativeQuery("""
                        insert into autostart_plan (pool, plan) values (:pool, :plan)
                        on conflict (pool) do update set plan = excluded.plan
                        """)
                .setParameter("pool", pool)
                .setParameter("plan", stored)
                .executeUpdate();
    }

    /** Removes the plan; needs a transaction. */
    void remove(String pool) {
        entities.createNativeQuery("delete from autostart_plan where pool = :pool")
                .setParameter("pool", pool)
                .executeUpdate();
    }

    private Plan current(Plan plan) {
        Map<String, String> names = census.all().stream()
                .filter(CountedVm::managed)
                .collect(Collectors.toMap(CountedVm::id, CountedVm::name));
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : plan.entries()) {
            String name = names.get(entry.vmId().toString());
            if (name != null) {
                List<UUID> after = entry.after().stream()
                        .filter(needed -> names.containsKey(needed.toString()))
                        .toList();
                entries.add(new Entry(entry.vmId(), name, after));
            }
        }
        return new Plan(entries, plan.actor(), plan.role(), plan.team(), plan.changedAt());
    }

    private String write(Plan plan) {
        try {
            return json.writeValueAsString(plan);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("Writing an autostart plan", cause);
        }
    }

    private Plan read(String stored) {
        try {
            return json.readValue(stored, Plan.class);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("Reading an autostart plan", cause);
        }
    }
}
