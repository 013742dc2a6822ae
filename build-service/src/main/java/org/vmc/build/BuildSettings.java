package org.vmc.build;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vmc.build.cache.CachePolicy;

/** Configuration of build-service. Durations are ISO 8601 or short ({@code 30s}, {@code 5m}). */
@ConfigMapping(prefix = "vmc.build")
public interface BuildSettings {
    /** Hosts that run builds. Without any, every build is refused with a message that names this key. */
    List<Builder> builders();

    /** Where logs, artifacts and fetched sources are kept on the service's machine. */
    @WithDefault(".vmc/build")
    Path dataDir();

    /** Directory on every builder, on its fastest local disk, below which each build has a workspace of its own. */
    @WithDefault("/scratch/vmc")
    String scratch();

    /** How often files that are kept no longer are looked for, on the service's machine. */
    @WithDefault("1h")
    Duration sweepEvery();

    /** How builders and workers are reached. */
    Ssh ssh();

    /** Where code may come from. */
    Sources sources();

    /** The VMs asked for by distributed builds. */
    Workers workers();

    /** How builds are run. */
    Run run();

    /** What builds keep of their compilations for the next build of the same source by the same team. */
    Cache cache();

    /** How the hosts of a build are measured while it runs. */
    Load load();

    /** How far the work of workers is trusted. */
    Trust trust();

    /** How far the work of workers is trusted. */
    interface Trust {
        /**
         * How many files of each distributed build, chosen by chance of those that workers compiled, are compiled again
         * on the builder and compared byte by byte; 0 for none.
         */
        @WithDefault("3")
        int samples();
    }

    /** How the hosts of a build are measured while it runs. */
    interface Load {
        /** Whether they are. */
        @WithDefault("true")
        boolean enabled();

        /** Time between two samples of a host; the thesis took 2 s. */
        @WithDefault("2s")
        Duration every();

        /**
         * Directory on builders and workers where each finds the control groups that hold all of it and nothing else,
         * for hosts that share a kernel: {@code cpuacct} and {@code memory} below it, or {@code unified}. Not needed on
         * machines, real or virtual, nor in containers that have their group mounted at {@code /sys/fs/cgroup}.
         */
        Optional<String> groups();
    }

    /** A host that runs builds. */
    interface Builder {
        /** Name of the builder; the name of its host, so that workers are placed on other hosts. */
        String name();

        /** Name or IP address that its sshd answers on. */
        String address();

        /** Port of its sshd. */
        @WithDefault("22")
        int port();

        /**
         * Account that builds run as. Engineers choose what runs there: it must own {@link #scratch} and nothing else,
         * and {@code root} is refused at start.
         */
        @WithDefault("vmc-build")
        String user();

        /** CPUs that a build may use there; more than one when the host has no CPU limit. */
        @WithDefault("1")
        int vcpus();
    }

    /** How builders and workers are reached. */
    interface Ssh {
        /** Private key accepted by builders and workers. Needed for any build. */
        Optional<Path> keyFile();

        /**
         * Host keys of the builders, in the format of OpenSSH; a key is added on first contact and must not change
         * after. Below the data directory when not set. Workers are new at each build and have their keys kept with the
         * build.
         */
        Optional<Path> knownHosts();

        /** Whether a builder not yet in that file is trusted at first contact; off where the file is complete. */
        @WithDefault("true")
        boolean pinNewHosts();

        /** Time to connect and authenticate. */
        @WithDefault("5s")
        Duration connectTimeout();
    }

    /** Where code may come from. */
    interface Sources {
        /** Directories on the service's machine from which local sources may be taken; none unless set. */
        Optional<List<Path>> localRoots();

        /**
         * Whether URLs may lead to loopback and private addresses. Off, so that nobody reads internal pages by a build;
         * then git uses no proxy, because a proxy looks names up itself. What is off limits: everything but global
         * unicast addresses, also by way of NAT64 and 6to4. A web server may still see a request without getting its
         * answer out, when its name changes its address in the very moment; where even that matters, put a packet
         * filter before the service.
         */
        @WithDefault("false")
        boolean allowPrivateAddresses();

        /** Greatest size of a source as an archive, in bytes. */
        @WithDefault("1073741824")
        long maxSizeBytes();

        /** Greatest size of a source when it is unpacked on the builder, in bytes. */
        @WithDefault("8589934592")
        long maxUnpackedBytes();

        /** How long an archive in the cache is kept after its last use. */
        @WithDefault("30d")
        Duration keepUnused();

        /** Greatest size of all archives in the cache, in bytes; those not used for longest go first. */
        @WithDefault("21474836480")
        long maxCacheBytes();

        /** Time for fetching a source. */
        @WithDefault("5m")
        Duration fetchTimeout();
    }

    /** The VMs asked for by distributed builds. */
    interface Workers {
        /** Template that workers are cloned from; has sshd, distccd and the builders' compiler. */
        @WithDefault("build-worker")
        String template();

        /** Instance type of a worker. */
        @WithDefault("standard.small")
        String type();

        /** Account that the fingerprint of a worker's compiler is read with. */
        @WithDefault("root")
        String user();

        /** Port of a worker's sshd. */
        @WithDefault("22")
        int sshPort();

        /** Port of a worker's distccd. */
        @WithDefault("3632")
        int distccdPort();

        /** How long a build waits until its workers are ready. */
        @WithDefault("5m")
        Duration readyTimeout();

        /** How long a ready worker may take until sshd and distccd answer. */
        @WithDefault("1m")
        Duration answerTimeout();

        /** How often a build that runs looks whether its workers still answer. */
        @WithDefault("5s")
        Duration lookEvery();

        /** After this time vm-service may delete a worker that was never released. */
        @WithDefault("4h")
        Duration lease();
    }

    /** How builds are run. */
    interface Run {
        /** Longest time for all commands of a build. */
        @WithDefault("2h")
        Duration timeout();

        /** Jobs of a local build when the request does not say. */
        @WithDefault("4")
        int localJobs();

        /** Niceness of builds on the builder, 0..19. */
        @WithDefault("5")
        int nice();

        /** Greatest size of a build's log, in bytes; a build that prints more is ended. */
        @WithDefault("67108864")
        long maxLogBytes();

        /**
         * Greatest size of a file that a build writes, in bytes. Their number is not limited: put the scratch directory
         * on a file system of its own.
         */
        @WithDefault("4294967296")
        long maxFileBytes();

        /** How long log and artifacts are kept after the build has ended; its row with times and checksums stays. */
        @WithDefault("30d")
        Duration keepFiles();

        /** Greatest size of all artifacts of a build together, in bytes. */
        @WithDefault("1073741824")
        long maxArtifactsBytes();

        /** A worker that is silent for this long counts as lost. */
        @WithDefault("1m")
        @WithName("distcc-io-timeout")
        Duration distccIoTimeout();

        /** How long a compilation waits before it looks for a free slot again. */
        @WithDefault("50ms")
        @WithName("distcc-pause")
        Duration distccPause();
    }

    /** What builds keep of their compilations for the next build of the same source by the same team. */
    interface Cache {
        /** What builds do that do not say it: {@code use}, {@code renew} or {@code off}. */
        @WithDefault("use")
        CachePolicy policy();

        /** Greatest size of what is kept of one source, in bytes; results not used for longest go first. */
        @WithDefault("536870912")
        long maxBytes();

        /** How long it is kept after its last use. */
        @WithDefault("30d")
        Duration keepUnused();

        /** Greatest size of all caches, in bytes; those not used for longest go first. */
        @WithDefault("21474836480")
        long maxTotalBytes();
    }
}
