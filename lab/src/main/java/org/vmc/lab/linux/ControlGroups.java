package org.vmc.lab.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tree of control groups under {@code vmc-lab}: limits for groups of processes, and the sure way to find every
 * process of the lab again. Groups are named by path below it, such as {@code h1/work/own}. Thread-safe.
 *
 * <p>Only leaves hold processes, because version 2 insists on it; version 1 keeps the same tree in each hierarchy.
 */
public sealed interface ControlGroups permits ControlGroupsV1, ControlGroupsV2 {

    /** Top of the lab's tree. */
    String TOP = "vmc-lab";

    /** The root of the tree itself, for {@link #processes} and {@link #remove}. */
    String ALL = "";

    /** What this machine offers; empty when no CPU controller can be used. */
    static Optional<ControlGroups> find() {
        return find(Path.of("/sys/fs/cgroup"));
    }

    /** Like {@link #find()} with another mount point. */
    static Optional<ControlGroups> find(Path mountPoint) {
        return ControlGroupsV2.find(mountPoint)
                .<ControlGroups>map(found -> found)
                .or(() -> ControlGroupsV1.find(mountPoint));
    }

    /** One line for people: which version, which controllers. */
    String description();

    /** Creates a group and the groups above it; does nothing when it is there. */
    void create(String group);

    /** Caps the CPU time of a group and all below it, in CPUs: 0.3 is 30 ms in every 100 ms. */
    void limitCpu(String group, double cpus);

    /** Weight against sibling groups when CPU is short; 1 is one virtual CPU. */
    void weighCpu(String group, int vcpus);

    /** Caps the memory of a group and all below it. */
    void limitMemory(String group, ByteSize size);

    /** Stops every process of a group where it is. */
    void freeze(String group);

    /** Lets a frozen group go on. */
    void thaw(String group);

    /** Lets processes of other users than root join a group, as sessions of theirs do. */
    void letAllUsersJoin(String group);

    /** Whether a group is frozen. */
    boolean frozen(String group);

    /** Ids of the processes in a group and all below it. */
    List<Long> processes(String group);

    /** CPU time a group and all below it have used, in nanoseconds. */
    long cpuNanos(String group);

    /** Memory a group and all below it use now. */
    ByteSize memory(String group);

    /** Removes an empty group and all below it; does nothing when it is not there. */
    void remove(String group);

    /** Directories whose {@code cgroup.procs} a process joins to be in the group, by controller. */
    Map<String, Path> directories(String group);

    /** Whether anything of the tree is there. */
    boolean exists();
}
