package org.vmc.contracts.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The documents generated from the catalogue: AsyncAPI 3.0 and the table of events. */
final class Documents {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> TOPIC_TITLES = Map.of(
            "vmc.vm", "Facts about virtual machines, published by vm-service",
            "vmc.host", "Facts about hosts and pools, published by vm-service",
            "vmc.storage", "Facts about peers and volumes, published by storage-service",
            "vmc.build", "Facts about builds, published by build-service",
            "vmc.operation", "Accepted, progressing and finished operations of every service",
            "vmc.audit", "Who changed or tried to change what, published by every service",
            "vmc.requests", "What a service asks of another; the asker owns timeout and undo");

    private Documents() {}

    static ObjectNode asyncApi(Map<String, ObjectNode> schemas) {
        ObjectNode document = NODES.objectNode();
        document.put("asyncapi", "3.0.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "VMC events");
        info.put("version", "1");
        info.put(
                "description",
                "CloudEvents 1.0 in structured JSON on Kafka. The record key is the subject, so events about one "
                        + "thing stay in order. Delivery is at least once: dedupe by source and id.");
        document.put("defaultContentType", "application/cloudevents+json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode messages = NODES.objectNode();
        for (String topic : EventCatalogue.topics()) {
            channel(channels.putObject(topic), topic);
            ObjectNode operation = operations.putObject("receive-" + topic);
            operation.put("action", "receive");
            operation.putObject("channel").put("$ref", "#/channels/" + topic);
        }
        EventCatalogue.entries().forEach(entry -> message(messages.putObject(entry.type()), entry));
        ObjectNode components = document.putObject("components");
        components.set("messages", messages);
        ObjectNode schemaNodes = components.putObject("schemas");
        schemaNodes.set("cloudEvent", envelope());
        schemas.forEach((type, schema) -> {
            ObjectNode copy = schema.deepCopy();
            copy.remove("$schema");
            copy.remove("$id");
            schemaNodes.set(type, copy);
        });
        return document;
    }

    static String table(Map<String, ObjectNode> schemas) {
        StringBuilder table = new StringBuilder("""
                # Events

                <!-- Generated from platform/contracts; do not edit. Regenerate:
                mvn -pl platform/contracts test -Dtest=GeneratedFilesTest -Dvmc.regenerate=true -->

                Everything is a [CloudEvent 1.0](https://github.com/cloudevents/spec) in structured JSON
                (`application/cloudevents+json`). The Kafka key is `subject`, the UUID of the thing, so events about one
                thing stay in order. Delivery is at least once: dedupe by `source` and `id`. `correlationid` is shared by all
                events of one request, `causationid` names what directly caused the event, `traceparent` carries the trace.
                Fields marked with `?` may be absent. Schemas: `platform/contracts/src/main/resources/schemas/`; the same as
                AsyncAPI: `asyncapi.json`. What a consumer cannot handle goes to `vmc.dlq`, unchanged.
                """);
        for (String topic : EventCatalogue.topics()) {
            table.append("\n## ")
                    .append(topic)
                    .append("\n\n")
                    .append(title(topic))
                    .append(".\n\n");
            table.append("| type | published when | data |\n|---|---|---|\n");
            for (EventCatalogue.Entry entry : onTopic(topic)) {
                table.append("| `%s` | %s | %s |\n"
                        .formatted(entry.type(), entry.summary(), fields(known(schemas, entry.type()))));
            }
        }
        return table.toString();
    }

    private static void channel(ObjectNode channel, String topic) {
        channel.put("address", topic);
        channel.put("title", title(topic));
        ObjectNode messages = channel.putObject("messages");
        onTopic(topic).forEach(entry -> messages.putObject(entry.type())
                .put("$ref", "#/components/messages/" + entry.type()));
        channel.putObject("bindings").putObject("kafka").put("topic", topic);
    }

    private static void message(ObjectNode message, EventCatalogue.Entry entry) {
        message.put("name", entry.type());
        message.put("title", entry.payload().getSimpleName());
        message.put("summary", entry.summary());
        message.put("contentType", "application/cloudevents+json");
        ObjectNode payload = message.putObject("payload");
        payload.put("type", "object");
        var allOf = payload.putArray("allOf");
        allOf.addObject().put("$ref", "#/components/schemas/cloudEvent");
        ObjectNode properties = allOf.addObject().putObject("properties");
        properties.putObject("type").put("const", entry.type());
        properties.putObject("data").put("$ref", "#/components/schemas/" + entry.type());
        ObjectNode key = message.putObject("bindings").putObject("kafka").putObject("key");
        key.put("type", "string");
        key.put("format", "uuid");
    }

    private static ObjectNode envelope() {
        ObjectNode schema = NODES.objectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("specversion").put("const", "1.0");
        for (String attribute : List.of("id", "type", "correlationid", "causationid", "traceparent")) {
            properties.putObject(attribute).put("type", "string");
        }
        properties.putObject("source").put("type", "string").put("format", "uri-reference");
        properties.putObject("subject").put("type", "string").put("format", "uuid");
        properties.putObject("time").put("type", "string").put("format", "date-time");
        properties.putObject("datacontenttype").put("const", "application/json");
        properties.putObject("data").put("type", "object");
        var required = schema.putArray("required");
        List.of("specversion", "id", "source", "type", "subject", "time", "data")
                .forEach(required::add);
        return schema;
    }

    private static String fields(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        return schema.path("properties").properties().stream()
                .map(field -> "`" + field.getKey() + (required.contains(field.getKey()) ? "`" : "?`"))
                .collect(Collectors.joining(" "));
    }

    private static List<EventCatalogue.Entry> onTopic(String topic) {
        return EventCatalogue.entries().stream()
                .filter(entry -> entry.topic().equals(topic))
                .toList();
    }

    private static String title(String topic) {
        return known(TOPIC_TITLES, topic);
    }

    private static <T> T known(Map<String, T> map, String key) {
        T value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("Nothing is known about " + key);
        }
        return value;
    }
}
