package org.vmc.gateway.upstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the services are and how long they may take. */
@ConfigMapping(prefix = "vmc.gateway.services")
interface UpstreamConfig {
    /** Base URL of vm-service; scheme, host and port only. */
    @WithDefault("http://127.0.0.1:8081")
    URI vmService();

    /** Base URL of storage-service. */
    @WithDefault("http://127.0.0.1:8082")
    URI storageService();

    /** Base URL of build-service. */
    @WithDefault("http://127.0.0.1:8083")
    URI buildService();

    /** Time to get a connection. */
    @WithDefault("2S")
    Duration connectTimeout();

    /** How long a request may take to send, and its answer be silent, before it is given up. */
    @WithDefault("30S")
    Duration answerTimeout();

    /**
     * Silence after which a stream of events, a log or an archive is given up; longer than the services' heartbeats.
     */
    @WithDefault("2M")
    Duration streamTimeout();
}
