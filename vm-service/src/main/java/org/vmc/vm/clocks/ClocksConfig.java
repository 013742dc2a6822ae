package org.vmc.vm.clocks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a clock is called wrong, and how it is found out. */
@ConfigMapping(prefix = "vmc.clocks")
public interface ClocksConfig {

    /** How far a host's clock may be from ours, and from another host's of its pool. */
    @WithDefault("1s")
    Duration tolerated();

    /**
     * How often a host is asked for one measurement, within a second: XenAPI tells whole seconds, and so many askings
     * tell between which of their parts they change.
     */
    @WithDefault("5")
    int readings();

    /** How often the clocks are compared. */
    @WithDefault("1m")
    Duration watchEvery();
}
