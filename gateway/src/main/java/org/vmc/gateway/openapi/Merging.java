package org.vmc.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.vmc.gateway.upstream.Service;

/**
 * Builds one OpenAPI 3.1 document out of several. Paths under {@code /api/} are taken, the first document that
 * describes one wins. Components of the same name and content are one; of the same name and other content, the later is
 * renamed after its service and its references follow.
 */
final class Merging {
    private static final String REFERENCE = "#/components/";
    private static final String SECURITY_SCHEME = "token";

    private final TreeMap<String, JsonNode> paths = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, JsonNode>> components = new TreeMap<>();
    private final TreeMap<String, JsonNode> tags = new TreeMap<>();

    /** @param own the gateway's document */
    Merging(JsonNode own) {
        take(own);
    }

    void add(Service service, ObjectNode document) {
        var renamed = clashes(service, document.path("components"));
        take(renamed.isEmpty() ? document : rename(document, renamed));
    }

    /** @param missing services whose document could not be had */
    ObjectNode finish(List<String> missing) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.1.0");
        var info = document.putObject("info");
        info.put("title", "VMC");
        info.put("version", "v1");
        info.put(
                "description",
                "Changes are accepted with 202 and become operations; refusals are problems (RFC 9457).");
        document.putArray("servers").addObject().put("url", "/");
        document.putArray("security").addObject().putArray(SECURITY_SCHEME);
        document.putArray("tags").addAll(tags.values());
        document.putObject("paths").setAll(paths);
        var section = document.putObject("components");
        components.forEach((kind, named) -> section.putObject(kind).setAll(named));
        section.putObject("securitySchemes")
                .putObject(SECURITY_SCHEME)
                .put("type", "http")
                .put("scheme", "bearer");
        if (!missing.isEmpty()) {
            var names = document.putArray("x-missing");
            missing.forEach(names::add);
        }
        return document;
    }

    private void take(JsonNode document) {
        document.path("paths").properties().forEach(path -> {
            if (path.getKey().startsWith("/api/")) {
                paths.putIfAbsent(path.getKey(), withoutSecurity(path.getValue()));
            }
        });
        document.path("tags").forEach(tag -> tags.putIfAbsent(tag.path("name").asText(), tag));
        document.path("components").properties().forEach(kind -> {
            if (!kind.getKey().equals("securitySchemes")) {
                var known = components.computeIfAbsent(kind.getKey(), any -> new TreeMap<>());
                kind.getValue().properties().forEach(named -> known.putIfAbsent(named.getKey(), named.getValue()));
            }
        });
    }

    /** How a service is reached inside is not how a client authenticates; an empty list (public) stays. */
    private static JsonNode withoutSecurity(JsonNode path) {
        for (var operation : path) {
            if (operation instanceof ObjectNode object
                    && !object.path("security").isEmpty()) {
                object.remove("security");
            }
        }
        return path;
    }

    /** Old reference to new reference. */
    private Map<String, String> clashes(Service service, JsonNode theirs) {
        var renamed = new HashMap<String, String>();
        for (var kind : theirs.properties()) {
            var known = components.getOrDefault(kind.getKey(), new TreeMap<>());
            for (var named : kind.getValue().properties()) {
                var same = known.get(named.getKey());
                if (same != null && !same.equals(named.getValue())) {
                    var from = kind.getKey() + "/" + named.getKey();
                    renamed.put(REFERENCE + from, REFERENCE + kind.getKey() + "/" + prefix(service) + named.getKey());
                }
            }
        }
        return renamed;
    }

    private static String prefix(Service service) {
        var name = service.name().toLowerCase(Locale.ROOT);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static JsonNode rename(ObjectNode document, Map<String, String> renamed) {
        var copy = document.deepCopy();
        renamed.forEach((from, to) -> {
            var place = from.substring(REFERENCE.length()).split("/", 2);
            if (copy.path("components").path(place[0]) instanceof ObjectNode kind) {
                kind.set(to.substring(to.lastIndexOf('/') + 1), kind.remove(place[1]));
            }
        });
        follow(copy, renamed);
        return copy;
    }

    private static void follow(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object) {
            var target = renamed.get(object.path("$ref").asText());
            if (target != null) {
                object.set("$ref", TextNode.valueOf(target));
            }
        }
        node.forEach(child -> follow(child, renamed));
    }
}
