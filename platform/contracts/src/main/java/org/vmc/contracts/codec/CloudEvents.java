package org.vmc.contracts.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Payload;
import org.vmc.contracts.UnknownPayload;

/** Encodes and decodes CloudEvents 1.0 in the structured JSON format. Thread-safe. */
public final class CloudEvents {

    /** Content type of a Kafka record's value. */
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final String DATA_CONTENT_TYPE = "application/json";
    private static final Set<String> KNOWN_ATTRIBUTES = Set.of(
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "correlationid",
            "causationid",
            "traceparent",
            "data",
            "data_base64");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private CloudEvents() {}

    /** Value of a Kafka record. Absent attributes are left out. */
    public static byte[] encode(CloudEvent event) {
        try {
            return JSON.writeValueAsBytes(toJson(event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Event " + event.id() + " (" + event.type() + ") cannot be written", e);
        }
    }

    /** The same as a tree, for callers that store or embed it. */
    public static JsonNode toJson(CloudEvent event) {
        ObjectNode json = JSON.createObjectNode();
        json.put("specversion", "1.0");
        json.put("id", event.id());
        json.put("source", event.source().toString());
        json.put("type", event.type());
        json.put("subject", event.subject().toString());
        json.put("time", event.time().toString());
        json.put("datacontenttype", DATA_CONTENT_TYPE);
        putIfPresent(json, "correlationid", event.correlationId());
        putIfPresent(json, "causationid", event.causationId());
        putIfPresent(json, "traceparent", event.traceparent());
        event.extensions().forEach(json::set);
        json.set("data", dataJson(event.data()));
        return json;
    }

    /**
     * Reads one event. Data of an unknown type becomes {@link UnknownPayload}; unknown fields are ignored.
     *
     * @throws MalformedEventException when it is not a CloudEvent or its data does not fit its type
     */
    public static CloudEvent decode(byte[] value) {
        try {
            return fromJson(JSON.readTree(value));
        } catch (IOException e) {
            throw new MalformedEventException("Not JSON: " + firstLine(e), e);
        }
    }

    /** As {@link #decode(byte[])}, from a tree. */
    public static CloudEvent fromJson(@Nullable JsonNode json) {
        if (!(json instanceof ObjectNode event)) {
            throw new MalformedEventException("Not a CloudEvent: a JSON object is expected");
        }
        if (!"1.0".equals(required(event, "specversion"))) {
            throw new MalformedEventException("Attribute specversion is not 1.0");
        }
        String type = required(event, "type");
        UUID subject = subject(required(event, "subject"));
        return new CloudEvent(
                required(event, "id"),
                source(required(event, "source")),
                type,
                subject,
                time(required(event, "time")),
                optional(event, "correlationid"),
                optional(event, "causationid"),
                optional(event, "traceparent"),
                extensions(event),
                payload(type, subject, event));
    }

    private static JsonNode dataJson(Payload data) {
        return data instanceof UnknownPayload unknown ? unknown.json() : JSON.valueToTree(data);
    }

    private static Payload payload(String type, UUID subject, ObjectNode event) {
        Optional<EventCatalogue.Entry> known = EventCatalogue.find(type);
        if (known.isEmpty()) {
            return new UnknownPayload(subject, rawData(event));
        }
        JsonNode data = event.path("data");
        for (String field : EventCatalogue.requiredFields(known.get().payload())) {
            if (!data.hasNonNull(field)) {
                throw new MalformedEventException("Data of " + type + " lacks the field " + field);
            }
        }
        try {
            return JSON.treeToValue(data, known.get().payload());
        } catch (JsonProcessingException e) {
            throw new MalformedEventException("Data does not fit " + type + ": " + firstLine(e), e);
        }
    }

    private static JsonNode rawData(ObjectNode event) {
        if (event.has("data")) {
            return event.get("data");
        }
        return event.has("data_base64") ? event.get("data_base64") : NullNode.getInstance();
    }

    private static Map<String, JsonNode> extensions(ObjectNode event) {
        Map<String, JsonNode> extensions = new HashMap<>();
        event.properties().stream()
                .filter(attribute -> !KNOWN_ATTRIBUTES.contains(attribute.getKey()))
                .forEach(attribute -> extensions.put(attribute.getKey(), attribute.getValue()));
        return extensions;
    }

    private static String required(ObjectNode event, String attribute) {
        String value = optional(event, attribute);
        if (value == null || value.isEmpty()) {
            throw new MalformedEventException("Attribute " + attribute + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(ObjectNode event, String attribute) {
        JsonNode value = event.get(attribute);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new MalformedEventException("Attribute " + attribute + " is not a string");
        }
        return value.textValue();
    }

    private static UUID subject(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("Attribute subject is not a UUID", e);
        }
    }

    private static URI source(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new MalformedEventException("Attribute source is not a URI reference", e);
        }
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new MalformedEventException("Attribute time is not an RFC 3339 timestamp", e);
        }
    }

    private static void putIfPresent(ObjectNode json, String attribute, @Nullable String value) {
        if (value != null) {
            json.put(attribute, value);
        }
    }

    private static String firstLine(Exception e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
