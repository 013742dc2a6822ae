package org.vmc.vm.autostart;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How plans are run. */
@ConfigMapping(prefix = "vmc.autostart")
public interface AutostartConfig {

    /** How often hosts are compared with what they were, to see one that has come up. */
    @WithDefault("10s")
    Duration watchEvery();

    /** How long the VMs of one wave may take together, other operations on them included. */
    @WithDefault("2h")
    Duration waveWithin();
}
