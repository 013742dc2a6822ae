package org.vmc.testing.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a server says of its routes below {@code /api}, with references followed. */
public final class ApiDescription {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String JSON = "application/json";

    private final JsonNode document;
    private final List<Route> routes = new ArrayList<>();

    private ApiDescription(JsonNode document) {
        this.document = document;
        document.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> routes.add(
                                route(path.getKey(), operation.getKey(), path.getValue(), operation.getValue()))));
    }

    /** A parameter; {@code in} is {@code path}, {@code query} or {@code header}. */
    record Parameter(String name, String in, JsonNode schema) {}

    /**
     * A route.
     *
     * @param method upper case
     * @param path with the names of parameters in braces
     * @param body schema of its JSON body; missing when it takes none
     * @param takesOther whether it takes a body that is not JSON
     */
    public record Route(String method, String path, List<Parameter> parameters, JsonNode body, boolean takesOther) {
        /** Whether it reads a JSON body. */
        public boolean takesJson() {
            return !body.isMissingNode();
        }

        /** Whether it may change something. */
        public boolean changes() {
            return !method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Reads a document in JSON. */
    public static ApiDescription of(String json) {
        try {
            return new ApiDescription(new ObjectMapper().readTree(json));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The OpenAPI document is not JSON", unreadable);
        }
    }

    /** All routes, in the order of the document. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** The schema itself, where it is a reference to one. */
    JsonNode resolved(JsonNode schema) {
        if (schema.has("$ref")) {
            return resolved(document.at(schema.path("$ref").asText().substring(1)));
        }
        for (String choice : List.of("allOf", "anyOf", "oneOf")) {
            for (JsonNode part : schema.path(choice)) {
                if (!part.path("type").asText().equals("null")) {
                    return resolved(part);
                }
            }
        }
        return schema;
    }

    private Route route(String path, String method, JsonNode shared, JsonNode operation) {
        List<Parameter> parameters = Stream.of(shared, operation)
                .flatMap(owner -> StreamSupport.stream(owner.path("parameters").spliterator(), false))
                .map(this::resolved)
                .map(parameter -> new Parameter(
                        parameter.path("name").asText(), parameter.path("in").asText(), parameter.path("schema")))
                .toList();
        JsonNode content = resolved(operation.path("requestBody")).path("content");
        JsonNode body = content.has(JSON) ? content.path(JSON).path("schema") : MissingNode.getInstance();
        return new Route(
                method.toUpperCase(Locale.ROOT), path, parameters, body, !content.isEmpty() && !content.has(JSON));
    }
}
