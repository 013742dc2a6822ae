package org.vmc.vm.vms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.PowerState;

/**
 * How a VM stands between two deeds of a history.
 *
 * @param snapshots by name, each with the disks and the memory it would bring back
 * @param disks names of those added to the one it came with
 */
record HistoryVm(
        String name,
        PowerState power,
        int memoryMib,
        @Nullable String host,
        List<Moment> snapshots,
        Set<String> disks) {

    private static final Map<String, Integer> MEMORY = Map.of("t1.micro", 613, "standard.small", 1740);

    HistoryVm {
        snapshots = List.copyOf(snapshots);
        disks = Set.copyOf(disks);
    }

    /** What a snapshot keeps. */
    record Moment(String name, int memoryMib, Set<String> disks) {}

    /** After the deed, when it has succeeded; the host is nobody's business but a migration's. */
    HistoryVm after(Deed deed, String argument) {
        return switch (deed) {
            case START, REBOOT, UNPAUSE, RESUME, MIGRATE -> powered(PowerState.RUNNING);
            case STOP, CUT_POWER -> powered(PowerState.HALTED);
            case PAUSE -> powered(PowerState.PAUSED);
            case SUSPEND -> powered(PowerState.SUSPENDED);
            case SNAPSHOT -> {
                var more = new ArrayList<>(snapshots);
                more.add(new Moment(argument, memoryMib, disks));
                yield new HistoryVm(name, power, memoryMib, host, more, disks);
            }
            case DELETE_SNAPSHOT ->
                new HistoryVm(
                        name,
                        power,
                        memoryMib,
                        host,
                        snapshots.stream()
                                .filter(one -> !one.name().equals(argument))
                                .toList(),
                        disks);
            case REVERT -> {
                var back = snapshots.stream()
                        .filter(one -> one.name().equals(argument))
                        .findFirst()
                        .orElseThrow();
                yield new HistoryVm(name, PowerState.HALTED, back.memoryMib(), host, snapshots, back.disks());
            }
            case RENAME -> new HistoryVm(argument, power, memoryMib, host, snapshots, disks);
            case RESIZE -> new HistoryVm(name, power, MEMORY.getOrDefault(argument, 0), host, snapshots, disks);
            case ADD_DISK -> {
                var more = new TreeSet<>(disks);
                more.add(argument);
                yield new HistoryVm(name, power, memoryMib, host, snapshots, more);
            }
            case DELETE_DISK -> {
                var fewer = new TreeSet<>(disks);
                fewer.remove(argument);
                yield new HistoryVm(name, power, memoryMib, host, snapshots, fewer);
            }
        };
    }

    /** Whether a deed that has not succeeded left things as they were. */
    boolean looksLike(HistoryVm other) {
        return name.equals(other.name)
                && power == other.power
                && memoryMib == other.memoryMib
                && disks.equals(other.disks)
                && snapshotNames().equals(other.snapshotNames());
    }

    Set<String> snapshotNames() {
        return new TreeSet<>(snapshots.stream().map(Moment::name).toList());
    }

    private HistoryVm powered(PowerState now) {
        return new HistoryVm(name, now, memoryMib, host, snapshots, disks);
    }
}
