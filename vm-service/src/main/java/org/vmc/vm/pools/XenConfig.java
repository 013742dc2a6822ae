package org.vmc.vm.pools;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The pools this service serves: {@code vmc.xen.pools[0].name}, {@code …[0].url} and so on. None is legal. */
@ConfigMapping(prefix = "vmc.xen")
public interface XenConfig {

    List<PoolConfig> pools();

    /**
     * Hosts that may join a pool one day, so that a preflight can name them: {@code vmc.xen.candidates[0].name},
     * {@code …[0].url} and so on.
     */
    List<CandidateConfig> candidates();

    /** Where somebody is, and how to be let in and be sure who it is. */
    interface AccessConfig {

        /** Name users know it by. */
        String name();

        /** Address of the coordinator, {@code http://…} or {@code https://…}. */
        URI url();

        @WithDefault("root")
        String user();

        /** Password, from the environment. */
        Optional<String> password();

        /** File with the password; used when {@link #password} is not set. */
        Optional<Path> passwordFile();

        /** PEM file of whose signature makes a certificate good there; without it, whose the JVM trusts. */
        Optional<Path> caFile();

        /** SHA-256 of the certificates that are good there, one for each host; goes before {@link #caFile}. */
        Optional<List<String>> fingerprints();
    }

    /** A host that may join a pool. */
    interface CandidateConfig extends AccessConfig {}

    /** One pool. */
    interface PoolConfig extends AccessConfig {

        /**
         * Addresses of other hosts of it, to ask when the first does not answer; those it has told of are remembered
         * anyway.
         */
        Optional<List<String>> members();

        /** Longest wait for a connection. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** Longest wait for the reply to one call. */
        @WithDefault("60s")
        Duration replyTimeout();

        /** How long one poll for events lasts when nothing happens; the age of the inventory stays below it. */
        @WithDefault("20s")
        Duration eventWait();

        /** How often the pool is read from the start although no event seems lost. */
        @WithDefault("15m")
        Duration resyncEvery();

        /** Longest pause between two attempts to hear a pool that does not answer. */
        @WithDefault("15s")
        Duration backOffAtMost();

        /** Calls a second in the long run; polls for events are not counted. */
        @WithDefault("100")
        int callsPerSecond();

        /** Calls that may go out at once after a quiet time. */
        @WithDefault("200")
        int burst();
    }
}
