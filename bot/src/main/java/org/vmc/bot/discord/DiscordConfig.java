package org.vmc.bot.discord;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The connection to Discord; off without a token. */
@ConfigMapping(prefix = "vmc.bot.discord")
interface DiscordConfig {

    /** File with the token of the application's bot; without it this adapter is off. */
    Optional<Path> tokenFile();

    /** Base URL of the REST interface with its version and a slash, for a proxy; Discord's own otherwise. */
    Optional<URI> apiUrl();

    /** URL of the gateway's WebSocket, for a proxy; Discord's own otherwise. */
    Optional<URI> gatewayUrl();

    /** Wait before the second connection in a row that fails; doubled up to {@link #longestPause}. */
    @WithDefault("1S")
    Duration firstPause();

    /** Longest wait between two connections. */
    @WithDefault("1M")
    Duration longestPause();
}
