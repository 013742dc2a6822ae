package org.vmc.build.recipes;

import java.util.List;
import java.util.Map;

/**
 * How a source is built. Commands are argument lists, never shell lines; in arguments and environment values <code>{cc}
 * </code>, <code>{cxx}</code> and <code>{jobs}</code> stand for the compilers to call and the number of parallel jobs.
 *
 * @param directory where the commands run, relative to the top of the source; empty for the top itself
 * @param configure commands before the build; run once each, not counted in the build's time
 * @param build the commands whose time is the build's time
 * @param environment variables added for every command
 * @param objects name patterns of the files that must be equal between two builds, such as {@code *.o}
 * @param artifacts path patterns, relative to the top, of the files kept for download; also compared
 * @param compiler C compiler, a program name without a path
 * @param cxxCompiler C++ compiler, likewise
 */
public record Recipe(
        String directory,
        List<List<String>> configure,
        List<List<String>> build,
        Map<String, String> environment,
        List<String> objects,
        List<String> artifacts,
        String compiler,
        String cxxCompiler) {

    public Recipe {
        configure = configure.stream().map(List::copyOf).toList();
        build = build.stream().map(List::copyOf).toList();
        environment = Map.copyOf(environment);
        objects = List.copyOf(objects);
        artifacts = List.copyOf(artifacts);
    }

    /** For sources without a recipe of their own: plain {@code make} that honours {@code CC} and {@code CXX}. */
    public static Recipe plainMake() {
        return new Recipe(
                "",
                List.of(),
                List.of(List.of("make", "-j{jobs}", "CC={cc}", "CXX={cxx}")),
                Map.of(),
                List.of("*.o", "*.a"),
                List.of(),
                "gcc",
                "g++");
    }

    /** The commands of one build, with the placeholders filled. */
    public Commands commands(Toolset tools) {
        return new Commands(
                directory,
                configure.stream().map(tools::fillAll).toList(),
                build.stream().map(tools::fillAll).toList(),
                tools.fillValues(environment));
    }
}
