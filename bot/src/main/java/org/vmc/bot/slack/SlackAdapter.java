package org.vmc.bot.slack;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;
import org.vmc.bot.platform.ChatDesk;

/** Slack, when there are tokens for it; told by {@code /q/health/well} and not by readiness. */
@Wellness
@ApplicationScoped
class SlackAdapter implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(SlackAdapter.class);

    private final SlackConfiguration config;
    private final SlackConnection connection;

    SlackAdapter(SlackConfiguration config, ChatDesk desk) {
        this.config = config;
        this.connection = new SlackConnection(config, desk);
    }

    void start(@Observes StartupEvent event) {
        if (isOn()) {
            connection.open(
                    config.botTokenFile().orElseThrow(), config.appTokenFile().orElseThrow());
            return;
        }
        LOG.info("Slack is off: vmc.bot.slack.bot-token-file and vmc.bot.slack.app-token-file are not both set");
    }

    void stop(@Observes ShutdownEvent event) {
        connection.close();
    }

    @Override
    public HealthCheckResponse call() {
        String state = isOn() ? connection.state() : "off";
        return HealthCheckResponse.named("slack")
                .status(!state.equals("connecting"))
                .withData("state", state)
                .build();
    }

    private boolean isOn() {
        return config.botTokenFile().isPresent() && config.appTokenFile().isPresent();
    }
}
