package org.vmc.bot.slack;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The connection to Slack; off unless both tokens are there. */
@ConfigMapping(prefix = "vmc.bot.slack")
interface SlackConfiguration {

    /** File with the bot's token, {@code xoxb-…}. */
    Optional<Path> botTokenFile();

    /** File with the app-level token for Socket Mode, {@code xapp-…}. */
    Optional<Path> appTokenFile();

    /** URL before the names of Slack's methods, with a slash, for a proxy; Slack's own otherwise. */
    Optional<URI> apiUrl();

    /** Wait before the second connection in a row that fails; doubled up to {@link #longestPause}. */
    @WithDefault("1S")
    Duration firstPause();

    /** Longest wait between two connections. */
    @WithDefault("1M")
    Duration longestPause();
}
