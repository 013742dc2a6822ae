package org.vmc.gateway.chatlinks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How users of chats are linked. */
@ConfigMapping(prefix = "vmc.gateway.chat-links")
interface ChatLinksConfig {

    /** How long a code can be used. */
    @WithDefault("10M")
    Duration codeLifetime();

    /** How many codes one user of a chat may try in {@link #attemptsWithin}. */
    @WithDefault("5")
    int attempts();

    /** See {@link #attempts}. */
    @WithDefault("10M")
    Duration attemptsWithin();
}
