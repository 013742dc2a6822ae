package org.vmc.bot.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How operations are watched while they run. */
@ConfigMapping(prefix = "vmc.bot.follow")
interface FollowConfig {

    /** Time between two looks at an operation. */
    @WithDefault("0.4S")
    Duration interval();

    /** How long the gateway may be silent before the conversation stops waiting. */
    @WithDefault("60S")
    Duration patience();
}
