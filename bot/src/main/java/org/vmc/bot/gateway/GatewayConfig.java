package org.vmc.bot.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the gateway is and how long to wait for it. */
@ConfigMapping(prefix = "vmc.bot")
public interface GatewayConfig {

    /** Base URL of the gateway, without a path. */
    @WithDefault("http://127.0.0.1:8080")
    URI gatewayUrl();

    /** File with the bot's own token, good only for what linked users of chats ask; without it no chat is served. */
    Optional<Path> gatewayTokenFile();

    /** Longest wait for a connection. */
    @WithDefault("2S")
    Duration connectTimeout();

    /** Longest wait for an answer. */
    @WithDefault("15S")
    Duration requestTimeout();
}
