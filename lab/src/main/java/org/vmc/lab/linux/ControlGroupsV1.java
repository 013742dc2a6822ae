package org.vmc.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Version 1: one hierarchy per controller (some share one), each with its own copy of the tree. */
final class ControlGroupsV1 implements ControlGroups {

    private static final List<String> CONTROLLERS = List.of("cpu", "cpuacct", "memory", "freezer");
    private static final Duration FREEZING = Duration.ofSeconds(5);
    private static final int PERIOD_MICROS = 100_000;
    private static final int SHARES_PER_VCPU = 1024;

    /** Directory of the lab's tree by controller; controllers that share a hierarchy appear once. */
    private final Map<String, Path> hierarchies;

    private final Path cpu;
    private final Path accounting;

    private ControlGroupsV1(Map<String, Path> hierarchies, Path cpu, Path accounting) {
        this.hierarchies = hierarchies;
        this.cpu = cpu;
        this.accounting = accounting;
    }

    static Optional<ControlGroups> find(Path mountPoint) {
        if (!Files.isWritable(mountPoint.resolve("cpu"))
                || !Files.exists(mountPoint.resolve("cpu/cpu.cfs_quota_us"))
                || !Files.isDirectory(mountPoint.resolve("cpuacct"))) {
            return Optional.empty();
        }
        var hierarchies = new LinkedHashMap<String, Path>();
        var seen = new HashSet<Path>();
        for (var controller : CONTROLLERS) {
            var directory = mountPoint.resolve(controller);
            if (Files.isDirectory(directory) && seen.add(real(directory))) {
                hierarchies.put(controller, real(directory).resolve(TOP));
            }
        }
        return Optional.of(new ControlGroupsV1(
                hierarchies,
                real(mountPoint.resolve("cpu")).resolve(TOP),
                real(mountPoint.resolve("cpuacct")).resolve(TOP)));
    }

    @Override
    public String description() {
        return "control groups version 1 with " + String.join(", ", hierarchies.keySet());
    }

    @Override
    public void create(String group) {
        trees().forEach(tree -> GroupFiles.create(tree.resolve(group)));
    }

    @Override
    public void limitCpu(String group, double cpus) {
        GroupFiles.write(cpu.resolve(group).resolve("cpu.cfs_period_us"), String.valueOf(PERIOD_MICROS));
        GroupFiles.write(
                cpu.resolve(group).resolve("cpu.cfs_quota_us"), String.valueOf(Math.round(cpus * PERIOD_MICROS)));
    }

    @Override
    public void weighCpu(String group, int vcpus) {
        GroupFiles.write(cpu.resolve(group).resolve("cpu.shares"), String.valueOf(vcpus * SHARES_PER_VCPU));
    }

    @Override
    public void limitMemory(String group, ByteSize size) {
        within("memory", group)
                .ifPresent(directory ->
                        GroupFiles.write(directory.resolve("memory.limit_in_bytes"), String.valueOf(size.bytes())));
    }

    @Override
    public void freeze(String group) {
        setFreezer(group, "FROZEN");
        // A process in the middle of a call stops a moment later.
        within("freezer", group)
                .ifPresent(directory -> Await.within(FREEZING, () -> GroupFiles.read(directory.resolve("freezer.state"))
                        .equals("FROZEN")));
    }

    @Override
    public void thaw(String group) {
        setFreezer(group, "THAWED");
    }

    private void setFreezer(String group, String state) {
        within("freezer", group).ifPresent(directory -> GroupFiles.deepestFirst(directory)
                // The root of the hierarchy has no state; ours are all below it.
                .forEach(member -> GroupFiles.write(member.resolve("freezer.state"), state)));
    }

    @Override
    public void letAllUsersJoin(String group) {
        trees().forEach(tree -> GroupFiles.openToAll(tree.resolve(group)));
    }

    @Override
    public boolean frozen(String group) {
        return within("freezer", group)
                .map(directory -> directory.resolve("freezer.self_freezing"))
                .filter(Files::exists)
                .map(GroupFiles::read)
                .filter("1"::equals)
                .isPresent();
    }

    @Override
    public List<Long> processes(String group) {
        return trees().stream()
                .flatMap(tree -> GroupFiles.processes(tree.resolve(group)).stream())
                .distinct()
                .toList();
    }

    @Override
    public long cpuNanos(String group) {
        return Long.parseLong(GroupFiles.read(accounting.resolve(group).resolve("cpuacct.usage")));
    }

    @Override
    public ByteSize memory(String group) {
        return within("memory", group)
                .map(directory ->
                        new ByteSize(Long.parseLong(GroupFiles.read(directory.resolve("memory.usage_in_bytes")))))
                .orElse(new ByteSize(0));
    }

    @Override
    public void remove(String group) {
        trees().forEach(tree -> GroupFiles.remove(tree.resolve(group)));
    }

    @Override
    public Map<String, Path> directories(String group) {
        var directories = new LinkedHashMap<String, Path>();
        hierarchies.forEach((controller, tree) -> directories.put(controller, tree.resolve(group)));
        return directories;
    }

    @Override
    public boolean exists() {
        return trees().stream().anyMatch(Files::exists);
    }

    private Optional<Path> within(String controller, String group) {
        return Optional.ofNullable(hierarchies.get(controller)).map(tree -> tree.resolve(group));
    }

    private Collection<Path> trees() {
        return hierarchies.values();
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not resolve " + directory, e);
        }
    }
}
