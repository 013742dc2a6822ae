package org.vmc.build.distcc;

import java.util.ArrayList;
import java.util.List;

/**
 * How a build's compilations are spread: who may compile how many files at once.
 *
 * <p>Measured on four hosts of equal CPU limit: the builder compiles too, every host has few slots, and {@code make} is
 * given two jobs a CPU ({@code localhost/2}, three workers with 3 slots, {@code -j8}: 0.35 of the time of one host,
 * against 0.46 with distcc's usual advice). A worker has one slot more than it has jobs, so that the next file is on
 * its way while the last one compiles.
 *
 * @param local files the builder compiles at once
 * @param hosts the workers, in the order in which distcc prefers them
 * @param jobs number for {@code make -j}
 */
public record Slots(int local, List<Host> hosts, int jobs) {
    private static final int JOBS_PER_CPU = 2;
    private static final int MAX_JOBS = 256;

    /**
     * A worker as distcc addresses it.
     *
     * @param address IP address
     * @param port of its distccd
     * @param slots files it compiles at once
     */
    public record Host(String address, int port, int slots) {}

    /**
     * A worker to plan for.
     *
     * @param address IP address
     * @param port of its distccd
     * @param vcpus CPUs it may use
     */
    public record Machine(String address, int port, int vcpus) {}

    public Slots {
        hosts = List.copyOf(hosts);
    }

    /**
     * Plans for these machines.
     *
     * @param builderVcpus CPUs the builder may use
     * @param workers at least one
     */
    public static Slots plan(int builderVcpus, List<Machine> workers) {
        var hosts = workers.stream()
                .map(worker -> new Host(worker.address(), worker.port(), JOBS_PER_CPU * worker.vcpus() + 1))
                .toList();
        var cpus = builderVcpus + workers.stream().mapToInt(Machine::vcpus).sum();
        return new Slots(JOBS_PER_CPU * builderVcpus, hosts, Math.min(MAX_JOBS, JOBS_PER_CPU * cpus));
    }

    /** The same slots under another number of jobs. */
    public Slots withJobs(int wanted) {
        return new Slots(local, hosts, wanted);
    }

    /** The value of {@code DISTCC_HOSTS}. */
    String hostList() {
        var tokens = new ArrayList<String>();
        tokens.add("localhost/" + local);
        for (var host : hosts) {
            tokens.add("%s:%d/%d".formatted(host.address(), host.port(), host.slots()));
        }
        return String.join(" ", tokens);
    }
}
