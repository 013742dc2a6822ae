package org.vmc.storage.gluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The storage hosts and how to reach them: {@code vmc.gluster.hosts[0].name}, {@code …[0].address} and so on. No host
 * at all is legal; then there is no storage.
 */
@ConfigMapping(prefix = "vmc.gluster")
public interface GlusterConfig {

    List<HostConfig> hosts();

    /** Private key for all hosts, without passphrase. */
    @WithDefault(".vmc/keys/cluster_ed25519")
    Path keyFile();

    /** Host keys, in the format of OpenSSH's known_hosts. */
    @WithDefault(".vmc/keys/known_hosts")
    Path knownHostsFile();

    /** Whether the key of a configured host is pinned at first contact; otherwise it must be in the file before. */
    @WithDefault("true")
    boolean pinNewHosts();

    /** Directory below which every host keeps its bricks, on a file system of its own (XFS). */
    @WithDefault("/bricks/b1")
    String brickRoot();

    /** Directory on every host in which benchmarks keep files of their own for as long as they run. */
    @WithDefault("/var/tmp/vmc-benchmark")
    String benchmarkDirectory();

    /** How long a client waits for a silent brick before it goes on without (network.ping-timeout); whole seconds. */
    @WithDefault("5s")
    Duration pingTimeout();

    /** Limit for making an SSH connection. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Limit for commands that read. */
    @WithDefault("10s")
    Duration readTimeout();

    /** How long a host tries to reach a port of another before that is called silent; whole seconds. */
    @WithDefault("3s")
    Duration probeTimeout();

    /** Limit for commands that change something, such as start (2 s the first time) or probe of a dead host (3 s). */
    @WithDefault("60s")
    Duration changeTimeout();

    /** Pause between two looks at peers and volumes. */
    @WithDefault("10s")
    Duration observeEvery();

    /** Pause between two looks at what runs on the hosts. A loss is told at the second look that sees it. */
    @WithDefault("4s")
    Duration watchEvery();

    /** How long a host may take to answer such a look before it counts as silent: one that builds is slow, not lost. */
    @WithDefault("10s")
    Duration watchTimeout();

    /** How old what a request is answered with may be; a request that finds it older looks anew. */
    @WithDefault("2s")
    Duration freshFor();

    /** One host. */
    interface HostConfig {

        /** Name by which peers and clients know it; every host must be able to resolve it. */
        String name();

        /** Name or address by which this service reaches it. */
        String address();

        @WithDefault("22")
        int port();

        @WithDefault("root")
        String user();
    }
}
