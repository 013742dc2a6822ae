package org.vmc.bot.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** VMs, volumes, builds and operations in memory. An operation moves on by one step each time it is looked at. */
final class FakeCluster {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STEPS = List.of("place", "clone", "start");

    final Map<String, ObjectNode> things = new ConcurrentHashMap<>();
    final Map<String, ObjectNode> operations = new LinkedHashMap<>();
    volatile boolean held;
    volatile String failing = "";

    ObjectNode thing(String kind, String name) {
        ObjectNode thing = JSON.createObjectNode();
        thing.put("id", UUID.randomUUID().toString());
        thing.put("kind", kind);
        thing.put("name", name);
        things.put(thing.get("id").asText(), thing);
        return thing;
    }

    ArrayNode named(String kind, String name) {
        ArrayNode found = JSON.createArrayNode();
        things.values().stream()
                .filter(thing -> thing.get("kind").asText().equals(kind))
                .filter(thing -> name.isEmpty() || thing.get("name").asText().equals(name))
                .forEach(found::add);
        return found;
    }

    synchronized ObjectNode accept(String kind, ObjectNode target, String actor) {
        ObjectNode operation = JSON.createObjectNode();
        operation.put("id", UUID.randomUUID().toString());
        operation.put("kind", kind);
        operation.put("state", "PENDING");
        operation.put("progress", 0.0);
        operation.put("message", "waiting");
        ObjectNode about = operation.putObject("target");
        about.put("type", target.get("kind").asText());
        about.put("id", target.get("id").asText());
        about.put("name", target.get("name").asText());
        operation.put("actor", actor);
        operation.put("cause", "request");
        operation.put("correlationId", UUID.randomUUID().toString());
        operation.put("createdAt", Instant.now().toString());
        ArrayNode steps = operation.putArray("steps");
        STEPS.forEach(step -> steps.addObject().put("name", step).put("state", "PENDING"));
        operations.put(operation.get("id").asText(), operation);
        return operation.deepCopy();
    }

    /** Looks at an operation; null when there is none. */
    synchronized @Nullable ObjectNode look(String id) {
        ObjectNode operation = operations.get(id);
        if (operation != null && !held) {
            advance(operation);
        }
        return operation == null ? null : operation.deepCopy();
    }

    synchronized ArrayNode list(String state) {
        ArrayNode found = JSON.createArrayNode();
        operations.values().stream()
                .filter(operation ->
                        state.isEmpty() || operation.get("state").asText().equals(state))
                .forEach(found::add);
        return found;
    }

    synchronized void cancel(String id) {
        held = false;
        ObjectNode operation = operations.get(id);
        if (operation != null) {
            operation.put("state", "CANCELLING");
        }
    }

    static ObjectNode plan(String kind, String targetName) {
        ObjectNode plan = JSON.createObjectNode();
        ObjectNode operation = plan.putArray("operations").addObject();
        operation.put("kind", kind).put("targetType", "thing").put("targetName", targetName);
        ArrayNode steps = operation.putArray("steps");
        STEPS.forEach(step -> steps.addObject().put("name", step).put("description", "would " + step));
        ObjectNode placement = plan.putArray("placements").addObject();
        placement.put("name", targetName).put("host", "h2");
        placement
                .putArray("verdicts")
                .addObject()
                .put("host", "h2")
                .put("verdict", "CHOSEN")
                .put("reason", "has room");
        return plan;
    }

    private void advance(ObjectNode operation) {
        switch (operation.get("state").asText()) {
            case "PENDING" ->
                operation.put("state", "RUNNING").put("progress", 0.3).put("message", "cloning");
            case "RUNNING" -> advanceRunning(operation);
            case "CANCELLING" -> end(operation, "CANCELLED", "cancelled");
            default -> {}
        }
    }

    private void advanceRunning(ObjectNode operation) {
        if (operation.get("progress").asDouble() < 0.5) {
            operation.put("progress", 0.6).put("message", "waiting for \u001b[2Jtools");
            return;
        }
        if (!failing.isEmpty()) {
            operation.putObject("problem").put("type", "/problems/no-space").put("detail", failing);
            end(operation, "FAILED", failing + " What was begun is undone.");
            return;
        }
        operation.putObject("result").put("address", "10.77.1.5").put("host", "h2");
        end(operation, "SUCCEEDED", "done");
    }

    private static void end(ObjectNode operation, String state, String message) {
        operation.put("state", state).put("message", message).put("progress", 1.0);
        operation.put("finishedAt", Instant.now().toString());
        operation.withArray("steps").forEach(step -> ((ObjectNode) step).put("state", "DONE"));
    }
}
