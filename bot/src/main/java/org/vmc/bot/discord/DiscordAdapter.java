package org.vmc.bot.discord;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;
import org.vmc.bot.platform.ChatDesk;

/**
 * Discord, when there is a token for it. Its state is told by {@code /q/health/well} and not by readiness: terminals
 * are served whatever Discord does.
 */
@Wellness
@ApplicationScoped
class DiscordAdapter implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(DiscordAdapter.class);

    private final DiscordConfig config;
    private final DiscordConnection connection;

    DiscordAdapter(DiscordConfig config, ChatDesk desk) {
        this.config = config;
        this.connection = new DiscordConnection(config, desk);
    }

    void start(@Observes StartupEvent event) {
        config.tokenFile()
                .ifPresentOrElse(
                        connection::open, () -> LOG.info("Discord is off: vmc.bot.discord.token-file is not set"));
    }

    void stop(@Observes ShutdownEvent event) {
        connection.close();
    }

    @Override
    public HealthCheckResponse call() {
        String state = config.tokenFile().isPresent() ? connection.state() : "off";
        return HealthCheckResponse.named("discord")
                .status(state.equals("off") || state.equals("connected"))
                .withData("state", state)
                .build();
    }
}
