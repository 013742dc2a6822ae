package org.vmc.bot.gateway;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpClient;

/** Makes a {@link Gateway} for each user's token; all share one connection pool. */
@ApplicationScoped
public class Gateways {

    private final GatewayConfig config;
    private final HttpClient http;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Gateways(GatewayConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .build();
    }

    /** The gateway as the holder of that API token sees it. Nothing is sent yet. */
    public Gateway withToken(String token) {
        return new Gateway(http, json, config, token);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
