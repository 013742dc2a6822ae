package org.vmc.vm.warmpool;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the warm pool. */
@ConfigMapping(prefix = "vmc.warm-pool")
public interface WarmPoolConfig {

    /** Most VMs of one template and type that can be kept ready. */
    @WithDefault("20")
    int sizeAtMost();

    /** A VM that has waited longer than this is replaced by a fresh clone. */
    @WithDefault("7d")
    Duration ageAtMost();

    /** How often the warm pool is looked at. */
    @WithDefault("10s")
    Duration checkEvery();

    /** How long after a VM could not be made another is tried. */
    @WithDefault("10m")
    Duration tryAgainAfter();
}
