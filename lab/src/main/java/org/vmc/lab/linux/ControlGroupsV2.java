package org.vmc.lab.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Version 2: one hierarchy for all controllers. */
final class ControlGroupsV2 implements ControlGroups {

    private static final Duration FREEZING = Duration.ofSeconds(5);
    private static final int PERIOD_MICROS = 100_000;
    private static final int WEIGHT_PER_VCPU = 100;
    private static final int WEIGHT_LIMIT = 10_000;

    private final Path root;
    private final Path top;

    private ControlGroupsV2(Path root) {
        this.root = root;
        this.top = root.resolve(TOP);
    }

    static Optional<ControlGroupsV2> find(Path mountPoint) {
        var offered = mountPoint.resolve("cgroup.controllers");
        if (!Files.exists(offered) || !Files.isWritable(mountPoint)) {
            return Optional.empty();
        }
        var controllers = List.of(GroupFiles.read(offered).split(" "));
        return controllers.contains("cpu") && controllers.contains("memory")
                ? Optional.of(new ControlGroupsV2(mountPoint))
                : Optional.empty();
    }

    @Override
    public String description() {
        return "control groups version 2";
    }

    @Override
    public void create(String group) {
        var directory = root;
        for (var part : root.relativize(top.resolve(group))) {
            // A group hands out only the controllers that the group above hands to it.
            GroupFiles.write(directory.resolve("cgroup.subtree_control"), "+cpu +memory");
            directory = directory.resolve(part);
            GroupFiles.create(directory);
        }
    }

    @Override
    public void limitCpu(String group, double cpus) {
        GroupFiles.write(file(group, "cpu.max"), Math.round(cpus * PERIOD_MICROS) + " " + PERIOD_MICROS);
    }

    @Override
    public void weighCpu(String group, int vcpus) {
        GroupFiles.write(file(group, "cpu.weight"), String.valueOf(Math.min(WEIGHT_LIMIT, vcpus * WEIGHT_PER_VCPU)));
    }

    @Override
    public void limitMemory(String group, ByteSize size) {
        GroupFiles.write(file(group, "memory.max"), String.valueOf(size.bytes()));
    }

    @Override
    public void freeze(String group) {
        GroupFiles.write(file(group, "cgroup.freeze"), "1");
        // A process in the middle of a call stops a moment later.
        Await.within(
                FREEZING, () -> GroupFiles.read(file(group, "cgroup.events")).contains("frozen 1"));
    }

    @Override
    public void thaw(String group) {
        for (var member : GroupFiles.deepestFirst(top.resolve(group))) {
            GroupFiles.write(member.resolve("cgroup.freeze"), "0");
        }
    }

    @Override
    public void letAllUsersJoin(String group) {
        // Who moves within a tree needs the right to write to the group above both as well.
        var member = top;
        for (var part : Path.of(group)) {
            member = member.resolve(part);
            GroupFiles.openToAll(member);
        }
    }

    @Override
    public boolean frozen(String group) {
        var file = file(group, "cgroup.freeze");
        return Files.exists(file) && GroupFiles.read(file).equals("1");
    }

    @Override
    public List<Long> processes(String group) {
        return GroupFiles.processes(top.resolve(group));
    }

    @Override
    public long cpuNanos(String group) {
        return GroupFiles.read(file(group, "cpu.stat"))
                .lines()
                .filter(line -> line.startsWith("usage_usec "))
                .mapToLong(line -> Long.parseLong(line.substring("usage_usec ".length())) * 1000)
                .findFirst()
                .orElseThrow(() -> new CommandFailure("No usage_usec in " + file(group, "cpu.stat")));
    }

    @Override
    public ByteSize memory(String group) {
        return new ByteSize(Long.parseLong(GroupFiles.read(file(group, "memory.current"))));
    }

    @Override
    public void remove(String group) {
        GroupFiles.remove(top.resolve(group));
    }

    @Override
    public Map<String, Path> directories(String group) {
        return Map.of("unified", top.resolve(group));
    }

    @Override
    public boolean exists() {
        return Files.exists(top);
    }

    private Path file(String group, String name) {
        return top.resolve(group).resolve(name);
    }
}
