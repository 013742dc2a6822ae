package org.vmc.vm.leases;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Limits of leases. */
@ConfigMapping(prefix = "vmc.leases")
public interface LeasesConfig {

    /** Longest lease anybody can ask for. */
    @WithDefault("30d")
    Duration atMost();

    /** How long before its end the owner of a lease that was longer than that is told; longest first. */
    @WithDefault("24h,1h")
    List<Duration> warnBefore();

    /** How long a VM is kept halted after the end of its lease before it is deleted. */
    @WithDefault("24h")
    Duration grace();

    /** How often leases are looked at. */
    @WithDefault("30s")
    Duration checkEvery();

    /** How long after a shutdown or deletion that did not succeed it is tried again. */
    @WithDefault("10m")
    Duration tryAgainAfter();
}
