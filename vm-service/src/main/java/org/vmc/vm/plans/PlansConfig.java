package org.vmc.vm.plans;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How plans for several VMs are made and run. */
@ConfigMapping(prefix = "vmc.plans")
public interface PlansConfig {

    /** How long a plan is searched for at most. */
    @WithDefault("5s")
    Duration searchWithin();

    /** After how many steps that gain nothing the search ends before that. */
    @WithDefault("2000")
    int stepsWithoutGain();

    /** How many VMs one rebalancing moves at most. */
    @WithDefault("20")
    int movesAtMost();

    /** How long one VM may wait for its turn and move. */
    @WithDefault("45m")
    Duration moveWithin();

    /** How long a host may take to be disabled or enabled, outages of its pool included. */
    @WithDefault("10m")
    Duration hostWithin();
}
