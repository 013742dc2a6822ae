package org.vmc.gateway.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests of one user are answered, whatever tokens and sessions they come with. */
@ConfigMapping(prefix = "vmc.gateway.limits")
interface LimitsConfig {

    /** Requests a second that one user may go on with. */
    @WithDefault("200")
    int perSecond();

    /** Requests that one user may make at once after having been quiet. */
    @WithDefault("1000")
    int burst();
}
