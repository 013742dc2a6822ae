package org.vmc.vm.leases;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of leases. */
@ConfigMapping(prefix = "vmc.leases")
public interface LeasesConfig {

    /** Longest lease anybody can ask for. */
    @WithDefault("30d")
    Duration atMost();
}
