package org.vmc.bot.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What all platforms have in common. */
@ConfigMapping(prefix = "vmc.bot.chat")
interface ChatConfig {

    /** Least time between two changes of one message. */
    @WithDefault("1S")
    Duration editInterval();

    /** How long after its end an operation that failed can be said again by its button. */
    @WithDefault("15M")
    Duration repeatableFor();

    /** Waits before a message that could not be shown is tried again: this one first, then doubled up to a minute. */
    @WithDefault("1S")
    Duration retryPause();
}
