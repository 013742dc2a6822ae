package org.vmc.launcher.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.vmc.embedded.process.Await;

/** Waits for operations that the gateway accepted. */
public final class Operations {

    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED");
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Gateway gateway;
    private final Consumer<String> progress;
    private final Duration patience;

    /**
     * Only waits when asked.
     *
     * @param progress told each new message of an operation that is waited for
     */
    public Operations(Gateway gateway, Consumer<String> progress) {
        this(gateway, progress, LONGEST);
    }

    /** @param patience for how long one operation is waited for */
    public Operations(Gateway gateway, Consumer<String> progress, Duration patience) {
        this.gateway = gateway;
        this.progress = progress;
        this.patience = patience;
    }

    /**
     * Waits for one operation, or for all of an answer that holds several.
     *
     * @param accepted the body of a 202
     * @return the operations, all succeeded
     * @throws GatewayRefused when one did not succeed
     */
    public List<JsonNode> await(JsonNode accepted) {
        List<JsonNode> ended = new ArrayList<>();
        if (accepted.has("operations")) {
            accepted.get("operations").forEach(operation -> ended.add(awaitOne(operation)));
        } else {
            ended.add(awaitOne(accepted));
        }
        return ended;
    }

    private JsonNode awaitOne(JsonNode accepted) {
        String path = "/operations/" + accepted.path("id").asText();
        Last last = new Last(accepted);
        Await.until(patience, PAUSE, () -> {
            last.become(gateway.get(path), progress);
            return last.isEnd();
        });
        if (last.isEnd() && last.operation.path("state").asText().equals("SUCCEEDED")) {
            return last.operation;
        }
        JsonNode problem = last.operation.path("problem");
        throw GatewayRefused.afterwards("%s of %s ended as %s: %s"
                .formatted(
                        last.operation.path("kind").asText(),
                        last.operation.path("target").path("name").asText(),
                        last.operation.path("state").asText(),
                        problem.path("detail")
                                .asText(last.operation.path("message").asText())));
    }

    /** The operation as it was seen last. */
    private static final class Last {

        private JsonNode operation;

        Last(JsonNode operation) {
            this.operation = operation;
        }

        void become(JsonNode next, Consumer<String> progress) {
            String before = operation.path("message").asText();
            operation = next;
            String now = next.path("message").asText();
            if (!now.equals(before) && !now.isBlank()) {
                progress.accept(next.path("target").path("name").asText() + ": " + now);
            }
        }

        boolean isEnd() {
            return ENDS.contains(operation.path("state").asText());
        }
    }
}
