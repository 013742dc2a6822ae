package org.vmc.bot.gateway;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;

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
        return new Gateway(http, json, config, token, null);
    }

    /**
     * The gateway as the user sees it to whom this user of a chat is linked. Nothing is sent yet.
     *
     * @param chatUser platform and id there, for example {@code discord:123}
     * @throws BotUnknown when the bot has no token of its own
     */
    public Gateway forChatUser(String chatUser) {
        Path file = config.gatewayTokenFile().orElseThrow(BotUnknown::new);
        try {
            return new Gateway(http, json, config, Files.readString(file).strip(), chatUser);
        } catch (IOException unreadable) {
            throw new BotUnknown(unreadable);
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
