package org.vmc.vm.placement;

/**
 * How hard something presses each resource of a host: 0 not at all, 5 as hard as one VM can; sums of several VMs go
 * beyond.
 */
public record Profile(int cpu, int memory, int disk, int network) {

    /** Presses nothing, or nobody knows. */
    public static final Profile NONE = new Profile(0, 0, 0, 0);

    /** What one VM can press at most. */
    public static final int MOST = 5;

    public Profile plus(Profile more) {
        return new Profile(cpu + more.cpu, memory + more.memory, disk + more.disk, network + more.network);
    }

    public Profile minus(Profile less) {
        return new Profile(cpu - less.cpu, memory - less.memory, disk - less.disk, network - less.network);
    }

    /**
     * How much the two want the same: the sum over the resources of the products. Small for those that complement each
     * other, as a file server and a compiler.
     */
    public int overlap(Profile other) {
        return cpu * other.cpu + memory * other.memory + disk * other.disk + network * other.network;
    }

    /** The resource both want most, for a sentence. */
    String mostWantedWith(Profile other) {
        int most = Math.max(
                Math.max(cpu * other.cpu, memory * other.memory), Math.max(disk * other.disk, network * other.network));
        if (cpu * other.cpu == most) {
            return "CPU";
        }
        if (memory * other.memory == most) {
            return "memory";
        }
        return disk * other.disk == most ? "disk" : "network";
    }
}
