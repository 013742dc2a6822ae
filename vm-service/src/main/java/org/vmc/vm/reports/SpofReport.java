package org.vmc.vm.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.reports.Finding.Severity;
import org.vmc.vm.vms.CountedVm;

/**
 * Single points of failure of all pools, and of this service.
 *
 * @param summary one sentence, also when there is nothing to tell
 * @param pools what was looked at, and when it was last heard
 * @param findings the worst first
 */
record SpofReport(String summary, List<Look> pools, List<Finding> findings) {

    /** @param observedAt when the pool was last heard; absent before the first time */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Look(String name, boolean reachable, @Nullable Instant observedAt) {}

    /** @param own findings about this service itself */
    static SpofReport of(List<PoolSnapshot> pools, List<CountedVm> vms, List<Finding> own) {
        List<Finding> findings = Stream.concat(
                        pools.stream().flatMap(pool -> SinglePoints.of(pool, vms).stream()), own.stream())
                .sorted(Comparator.comparing(Finding::severity)
                        .thenComparing(Finding::pool)
                        .thenComparing(Finding::kind)
                        .thenComparing(Finding::subject))
                .toList();
        List<Look> looks = pools.stream()
                .map(pool -> new Look(pool.name(), pool.reachable(), pool.observedAt()))
                .toList();
        return new SpofReport(summary(looks, findings), looks, findings);
    }

    private static String summary(List<Look> pools, List<Finding> findings) {
        if (pools.isEmpty()) {
            return "No pool is configured; there was nothing to look at.";
        }
        String where = pools.size() == 1 ? "pool " + pools.getFirst().name() : pools.size() + " pools";
        if (findings.isEmpty()) {
            return "No single point of failure was found in %s.".formatted(where);
        }
        String counts = Arrays.stream(Severity.values())
                .map(severity -> severity + " "
                        + findings.stream()
                                .filter(finding -> finding.severity() == severity)
                                .count())
                .collect(Collectors.joining(", "));
        return "Single points of failure in %s: %s.".formatted(where, counts);
    }
}
