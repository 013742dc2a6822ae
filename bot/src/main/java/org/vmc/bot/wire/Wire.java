package org.vmc.bot.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** JSON of the messages. Thread-safe. */
public final class Wire {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private Wire() {}

    /** Empty when it is no client message. */
    public static Optional<ClientMessage> clientMessage(String json) {
        return read(json, ClientMessage.class);
    }

    /** Empty when it is no server message of this version. */
    public static Optional<ServerMessage> serverMessage(String json) {
        return read(json, ServerMessage.class);
    }

    public static String write(ClientMessage message) {
        return json(message);
    }

    public static String write(ServerMessage message) {
        return json(message);
    }

    private static <T> Optional<T> read(String json, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(json, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String json(Object message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot be written: " + message.getClass(), e);
        }
    }
}
