package org.vmc.gateway.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events are handed to clients. */
@ConfigMapping(prefix = "vmc.gateway.events")
interface EventsConfig {
    /** Silence after which a client is sent a heartbeat. */
    @WithDefault("15S")
    Duration heartbeat();

    /** Events that may wait for one client; a client further behind is disconnected and resumes when it comes back. */
    @WithDefault("1000")
    int maxWaiting();

    /** Events kept in memory for clients that come back soon; older ones are read from Kafka again. */
    @WithDefault("2000")
    int kept();

    /** Clients served at once. */
    @WithDefault("200")
    int maxClients();
}
