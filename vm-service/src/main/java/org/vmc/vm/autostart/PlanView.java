package org.vmc.vm.autostart;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.plan.OperationState;

/**
 * The plan of a pool as shown to users.
 *
 * @param version another one whenever the plan is replaced
 * @param entries in the order in which they are started; none when the pool has no plan
 * @param changedBy on whose behalf it runs by itself
 * @param lastRun the run accepted last, if any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanView(
        String pool,
        String version,
        List<EntryView> entries,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        @Nullable RunView lastRun) {

    /**
     * One VM.
     *
     * @param vm its name
     * @param after names of the VMs it needs
     * @param wave 1 for what needs nothing
     */
    record EntryView(String id, String vm, List<String> after, int wave) {}

    /**
     * A run.
     *
     * @param operation its id
     * @param summary what became of the VMs, once that is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunView(
            UUID operation,
            OperationState state,
            String cause,
            Instant acceptedAt,
            @Nullable String summary) {

        static RunView of(Operation run) {
            return new RunView(
                    run.id(),
                    run.state(),
                    run.origin().cause(),
                    run.createdAt(),
                    run.learned().get(RunAutostart.SUMMARY));
        }
    }

    static PlanView of(String pool, String version, @Nullable Plan plan, @Nullable Operation run) {
        RunView lastRun = run == null ? null : RunView.of(run);
        return plan == null
                ? new PlanView(pool, version, List.of(), null, null, lastRun)
                : new PlanView(pool, version, entries(plan), plan.actor(), plan.changedAt(), lastRun);
    }

    private static List<EntryView> entries(Plan plan) {
        Map<UUID, String> names = plan.entries().stream().collect(Collectors.toMap(Entry::vmId, Entry::name));
        List<EntryView> views = new ArrayList<>();
        List<List<Entry>> waves = Waves.of(plan.entries());
        for (int index = 0; index < waves.size(); index++) {
            for (Entry entry : waves.get(index)) {
                List<String> after = entry.after().stream()
                        .map(needed -> names.getOrDefault(needed, needed.toString()))
                        .toList();
                views.add(new EntryView(entry.vmId().toString(), entry.name(), after, index + 1));
            }
        }
        return List.copyOf(views);
    }
}
