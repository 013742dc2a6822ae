package org.vmc.lab.xenapi;

import java.util.Map;
import java.util.Optional;
import org.vmc.lab.xenapi.task.OperationTime;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.task.Timings;

/**
 * How a server is set up.
 *
 * @param bindAddress address to listen on
 * @param port port to listen on; 0 picks a free one
 * @param hosts number of hosts in the pool, 1 to 64
 * @param hostMemoryBytes memory of each host
 * @param seed makes the uuids of the initial pool and the jitter repeatable
 * @param password password of the user {@code root}
 * @param timeScale how long operations take: 1 as on real hosts, 0 no time at all
 * @param times operations that take a time of their own, which is not scaled
 * @param layout what the hosts are like, and where they answer
 * @param tls HTTPS beside HTTP; empty for HTTP alone
 */
public record XenApiConfig(
        String bindAddress,
        int port,
        int hosts,
        long hostMemoryBytes,
        long seed,
        String password,
        double timeScale,
        Map<TimedOperation, OperationTime> times,
        PoolLayout layout,
        Optional<TlsSettings> tls) {

    private static final int MOST_HOSTS = 64;
    private static final long DEFAULT_HOST_MEMORY_BYTES = 8L << 30;

    public XenApiConfig {
        if (hosts < 1 || hosts > MOST_HOSTS) {
            throw new IllegalArgumentException("A pool has 1 to " + MOST_HOSTS + " hosts, not " + hosts);
        }
        if (timeScale < 0 || hostMemoryBytes <= 0) {
            throw new IllegalArgumentException("Time and memory cannot be negative");
        }
        times = Map.copyOf(times);
    }

    /** Hosts that are all alike, over HTTP alone; all operations take their usual time, scaled. */
    public XenApiConfig(
            String bindAddress,
            int port,
            int hosts,
            long hostMemoryBytes,
            long seed,
            String password,
            double timeScale) {
        this(
                bindAddress,
                port,
                hosts,
                hostMemoryBytes,
                seed,
                password,
                timeScale,
                Map.of(),
                PoolLayout.plain(),
                Optional.empty());
    }

    /** A pool of four on a free loopback port whose operations take no time. */
    public static XenApiConfig fast() {
        return new XenApiConfig("127.0.0.1", 0, 4, DEFAULT_HOST_MEMORY_BYTES, 1, "lab", 0);
    }

    /** The same with other hosts. */
    public XenApiConfig withHosts(int count, long memoryBytes) {
        return new XenApiConfig(bindAddress, port, count, memoryBytes, seed, password, timeScale, times, layout, tls);
    }

    /** The same with other times. */
    public XenApiConfig withTimeScale(double scale) {
        return new XenApiConfig(bindAddress, port, hosts, hostMemoryBytes, seed, password, scale, times, layout, tls);
    }

    /** The same where some operations take a time of their own. */
    public XenApiConfig withTimes(Map<TimedOperation, OperationTime> own) {
        return new XenApiConfig(bindAddress, port, hosts, hostMemoryBytes, seed, password, timeScale, own, layout, tls);
    }

    /** The times of this configuration, with a jitter that begins anew. */
    public Timings timings() {
        return new Timings(timeScale, seed, times);
    }

    /** The same with hosts of another kind or place. */
    public XenApiConfig withLayout(PoolLayout other) {
        return new XenApiConfig(
                bindAddress, port, hosts, hostMemoryBytes, seed, password, timeScale, times, other, tls);
    }

    /** The same with HTTPS. */
    public XenApiConfig withTls(TlsSettings settings) {
        return new XenApiConfig(
                bindAddress,
                port,
                hosts,
                hostMemoryBytes,
                seed,
                password,
                timeScale,
                times,
                layout,
                Optional.of(settings));
    }

    /** The same, one host beside the pool. */
    XenApiConfig alone(int number) {
        return new XenApiConfig(
                bindAddress, port, 1, hostMemoryBytes, seed + number, password, timeScale, times, layout, tls);
    }
}
