package org.vmc.gateway.webchat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the pages' chat leads. */
@ConfigMapping(prefix = "vmc.gateway.web-chat")
interface WebChatConfig {
    /** Base URL of the bot; scheme, host and port only. */
    @WithDefault("http://127.0.0.1:8084")
    URI bot();

    /** How often the sessions of open chats are looked up: when one is over, its chats are closed. */
    @WithDefault("5S")
    Duration checkEvery();
}
