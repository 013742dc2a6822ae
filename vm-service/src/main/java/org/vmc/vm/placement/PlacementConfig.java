package org.vmc.vm.placement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How hosts are chosen. */
@ConfigMapping(prefix = "vmc.placement")
public interface PlacementConfig {

    /** What a host is preferred for when a request does not say: {@code spread} or {@code pack}. */
    @WithDefault("spread")
    PlacementPolicy policy();
}
