package org.vmc.lab.firstboot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A value of a YAML document, of whatever type its author chose.
 *
 * @param value a map, list, text, number, boolean or nothing
 */
record YamlNode(@Nullable Object value) {

    /** Reads a document; throws {@link IllegalArgumentException} saying where it is wrong. */
    static YamlNode parse(String text) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(50);
        options.setNestingDepthLimit(50);
        try {
            return new YamlNode(new Yaml(new SafeConstructor(options)).<@Nullable Object>load(text));
        } catch (YAMLException e) {
            throw new IllegalArgumentException("not YAML: " + oneLine(String.valueOf(e.getMessage())), e);
        }
    }

    /** Its entries; empty when it is no map. */
    Map<String, YamlNode> entries() {
        var entries = new LinkedHashMap<String, YamlNode>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> entries.put(String.valueOf(key), new YamlNode(entry)));
        }
        return entries;
    }

    /** An entry; one of nothing when it is not there. */
    YamlNode get(String key) {
        return value instanceof Map<?, ?> map ? new YamlNode(map.get(key)) : new YamlNode(null);
    }

    boolean isList() {
        return value instanceof List;
    }

    boolean isMap() {
        return value instanceof Map;
    }

    /** Its members; itself as the only one when it is no list; empty when it is nothing. */
    List<YamlNode> items() {
        if (value instanceof List<?> list) {
            var items = new ArrayList<YamlNode>();
            list.forEach(item -> items.add(new YamlNode(item)));
            return items;
        }
        return value == null ? List.of() : List.of(this);
    }

    /** Its text, when it is a single value and not nothing. */
    Optional<String> text() {
        return value == null || isList() || isMap() ? Optional.empty() : Optional.of(value.toString());
    }

    /** The texts of its members. */
    List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** Whether it says yes. */
    boolean flag() {
        return Boolean.TRUE.equals(value)
                || text().filter("true"::equalsIgnoreCase).isPresent();
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s+", " ").strip();
    }
}
