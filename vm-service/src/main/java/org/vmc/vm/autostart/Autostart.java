package org.vmc.vm.autostart;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.vms.VmCensus;

/** Plans of the pools: shows them, checks new ones, and says which operation replaces or runs one. */
@ApplicationScoped
class Autostart {

    private final Plans plans;
    private final VmCensus census;
    private final Inventory inventory;
    private final Operations operations;
    private final SetAutostart setAutostart;
    private final RunAutostart runAutostart;

    Autostart(
            Plans plans,
            VmCensus census,
            Inventory inventory,
            Operations operations,
            SetAutostart setAutostart,
            RunAutostart runAutostart) {
        this.plans = plans;
        this.census = census;
        this.inventory = inventory;
        this.operations = operations;
        this.setAutostart = setAutostart;
        this.runAutostart = runAutostart;
    }

    /** Of every pool, with a plan or without. */
    List<PlanView> all() {
        return inventory.pools().stream().map(this::view).toList();
    }

    /** @throws ProblemException 404 when there is no such pool */
    PlanView one(String pool) {
        return view(existing(pool));
    }

    /**
     * @throws ProblemException 404, 409 when the plan is another one by now, 422 naming the fields, 503 while the pool
     *     has never been heard
     */
    NewOperation<?> set(String pool, NewPlan wanted) {
        UUID id = id(existing(pool));
        List<Entry> entries = new PlanCheck(pool, census.all()).read(wanted);
        plans.requireVersion(pool, wanted.version());
        // A target of its own: a plan can be changed while it runs.
        return NewOperation.of(
                setAutostart, new PlanChange(pool, entries, wanted.version()), new Target("autostart", id, pool));
    }

    /** @throws ProblemException 404, 409 when there is no plan, 503 while the pool has never been heard */
    NewOperation<?> run(String pool, String reason) {
        existing(pool);
        Plan plan = plans.of(pool)
                .orElseThrow(() -> ProblemException.conflict(
                        "Pool %s has no autostart plan; add VMs to it first (/autostart add).".formatted(pool)));
        return run(pool, plan, reason);
    }

    NewOperation<?> run(String pool, Plan plan, String reason) {
        UUID id = id(existing(pool));
        return NewOperation.of(runAutostart, new Run(pool, id, reason, plan.entries()), new Target("pool", id, pool));
    }

    private PlanView view(PoolSnapshot pool) {
        List<Operation> runs = pool.uuid()
                .map(id -> operations.list(new OperationFilter(null, RunAutostart.NAME, id, null, null, 1)))
                .orElse(List.of());
        return PlanView.of(
                pool.name(),
                plans.version(pool.name()),
                plans.of(pool.name()).orElse(null),
                runs.stream().findFirst().orElse(null));
    }

    private PoolSnapshot existing(String pool) {
        return inventory.pool(pool).orElseThrow(() -> ProblemException.notFound("pool", pool));
    }

    private static UUID id(PoolSnapshot pool) {
        return pool.uuid()
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.POOL_UNREACHABLE,
                        "Pool %s has not been heard since this service started; try again when it answers."
                                .formatted(pool.name())));
    }
}
