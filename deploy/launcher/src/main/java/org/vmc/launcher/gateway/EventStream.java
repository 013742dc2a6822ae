package org.vmc.launcher.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The gateway's server-sent events. A stream that breaks is taken up again where it ended, by the id of the last event.
 */
public final class EventStream {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Gateway gateway;
    private final String path;
    private String lastId = "";

    /**
     * Does not connect yet.
     *
     * @param types patterns such as {@code vm.*,build.finished}; empty for all
     */
    public EventStream(Gateway gateway, String types) {
        this.gateway = gateway;
        this.path = "/events" + (types.isEmpty() ? "" : "?types=" + types);
    }

    /** Hands over events until the connection ends. */
    public void read(Consumer<JsonNode> sink) throws IOException {
        Map<String, String> headers = lastId.isEmpty() ? Map.of() : Map.of("Last-Event-ID", lastId);
        try (Stream<String> lines = gateway.lines(path, headers)) {
            lines.forEach(line -> take(line, sink));
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private void take(String line, Consumer<JsonNode> sink) {
        if (line.startsWith("id:")) {
            lastId = line.substring("id:".length()).trim();
        } else if (line.startsWith("data:")) {
            try {
                sink.accept(JSON.readTree(line.substring("data:".length())));
            } catch (IOException notJson) {
                throw new UncheckedIOException("Not an event: " + line, notJson);
            }
        }
    }
}
