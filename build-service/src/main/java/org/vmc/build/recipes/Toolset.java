package org.vmc.build.recipes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the placeholders of a recipe stand for in one build.
 *
 * @param cc the C compiler as make takes it; may hold a launcher and options, separated by spaces
 * @param cxx the C++ compiler, likewise
 * @param jobs commands that make runs at once
 */
public record Toolset(String cc, String cxx, int jobs) {

    List<String> fillAll(List<String> arguments) {
        return arguments.stream().map(this::fill).toList();
    }

    Map<String, String> fillValues(Map<String, String> environment) {
        var filled = new TreeMap<String, String>();
        environment.forEach((name, value) -> filled.put(name, fill(value)));
        return filled;
    }

    private String fill(String text) {
        return text.replace("{cc}", cc).replace("{cxx}", cxx).replace("{jobs}", Integer.toString(jobs));
    }
}
