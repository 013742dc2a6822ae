package org.vmc.vm.reports;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.vms.CountedVm;

/**
 * How much of what there is is promised and used.
 *
 * @param owners what each owner has, ordered by name; VMs that were not made here belong to nobody and are in the
 *     pools' figures only
 * @param teams the same by team
 */
record UtilisationReport(List<PoolUse> pools, List<Share> owners, List<Share> teams) {

    /**
     * What one owner or team has.
     *
     * @param vms all of them, in whatever power state
     * @param halted those that are halted; suspended and paused ones are in {@code vms} only
     * @param vcpus of all of them
     * @param memoryMib of all of them
     */
    record Share(
            String name,
            int vms,
            int running,
            int halted,
            int vcpusRunning,
            int vcpus,
            long memoryRunningMib,
            long memoryMib) {

        static Share of(String name, List<CountedVm> vms) {
            List<CountedVm> running = vms.stream().filter(CountedVm::running).toList();
            int halted = (int) vms.stream()
                    .filter(vm -> vm.powerState() == PowerState.HALTED)
                    .count();
            return new Share(
                    name,
                    vms.size(),
                    running.size(),
                    halted,
                    vcpusOf(running),
                    vcpusOf(vms),
                    memoryOf(running),
                    memoryOf(vms));
        }

        private static int vcpusOf(List<CountedVm> vms) {
            return vms.stream().mapToInt(CountedVm::vcpus).sum();
        }

        private static long memoryOf(List<CountedVm> vms) {
            return vms.stream().mapToLong(CountedVm::memoryMib).sum();
        }
    }

    static UtilisationReport of(List<PoolSnapshot> pools, List<CountedVm> vms) {
        return new UtilisationReport(
                pools.stream().map(PoolUse::of).toList(), shares(vms, CountedVm::owner), shares(vms, CountedVm::team));
    }

    private static List<Share> shares(List<CountedVm> vms, Function<CountedVm, @Nullable String> holder) {
        TreeMap<String, List<CountedVm>> held = vms.stream()
                .filter(vm -> holder.apply(vm) != null)
                .collect(Collectors.groupingBy(
                        vm -> Objects.requireNonNull(holder.apply(vm)), TreeMap::new, Collectors.toList()));
        return held.entrySet().stream()
                .map(one -> Share.of(one.getKey(), one.getValue()))
                .toList();
    }
}
