package org.vmc.bot.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the gateway is and how long to wait for it. */
@ConfigMapping(prefix = "vmc.bot")
public interface GatewayConfig {

    /** Base URL of the gateway, without a path. */
    @WithDefault("http://127.0.0.1:8080")
    URI gatewayUrl();

    /** Longest wait for a connection. */
    @WithDefault("2S")
    Duration connectTimeout();

    /** Longest wait for an answer. */
    @WithDefault("15S")
    Duration requestTimeout();
}
