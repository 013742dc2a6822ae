package org.vmc.vm.vms;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How VMs are made and ended. */
@ConfigMapping(prefix = "vmc.vms")
public interface VmsConfig {

    /** File with the public SSH keys, one a line, that may log in to every new VM. */
    Optional<Path> authorizedKeysFile();

    /** How long a started VM may take until its tools report and its address is known. */
    @WithDefault("5m")
    Duration readyWithin();

    /** How long one step may take its pool, outages of the pool included. */
    @WithDefault("10m")
    Duration poolWithin();

    /**
     * How often pools are searched for clones and disks whose operation has ended without them, and released VMs that
     * are still there are deleted again.
     */
    @WithDefault("5m")
    Duration sweepEvery();

    /** How long after the end of its operation such a clone or disk is removed; one under way may land late. */
    @WithDefault("2m")
    Duration sweepAfter();

    /** How long the copying of a VM's disks may take. */
    @WithDefault("4h")
    Duration copiedWithin();

    /** Largest archive that may be imported. */
    @WithDefault("2T")
    MemorySize importAtMost();

    /** How long a pool may take to notice that an upload broke off. */
    @WithDefault("10s")
    Duration brokenUploadWithin();

    /** How long a live migration may take. */
    @WithDefault("30m")
    Duration migratedWithin();

    /** How long a guest may take to shut down by itself before its power is cut. */
    @WithDefault("60s")
    Duration cleanShutdownWithin();
}
