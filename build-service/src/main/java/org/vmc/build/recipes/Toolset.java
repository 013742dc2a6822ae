package org.vmc.build.recipes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the placeholders of a recipe stand for in one build.
 *
 * @param launcher the program by which compilers are called
 * @param compiler name of the C compiler
 * @param cxxCompiler name of the C++ compiler
 * @param jobs commands that make runs at once
 */
public record Toolset(String launcher, String compiler, String cxxCompiler, int jobs) {

    List<String> fillAll(List<String> arguments) {
        return arguments.stream().map(this::fill).toList();
    }

    Map<String, String> fillValues(Map<String, String> environment) {
        var filled = new TreeMap<String, String>();
        environment.forEach((name, value) -> filled.put(name, fill(value)));
        return filled;
    }

    private String fill(String text) {
        return text.replace("{cc}", launcher + " " + compiler)
                .replace("{cxx}", launcher + " " + cxxCompiler)
                .replace("{launcher}", launcher)
                .replace("{compiler}", compiler)
                .replace("{cxxCompiler}", cxxCompiler)
                .replace("{jobs}", Integer.toString(jobs));
    }
}
