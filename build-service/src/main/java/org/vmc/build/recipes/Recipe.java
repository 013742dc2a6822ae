package org.vmc.build.recipes;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a source is built. Commands are argument lists, never shell lines; in arguments and environment values <code>{cc}
 * </code>, <code>{cxx}</code> and <code>{jobs}</code> stand for the compilers to call and the number of parallel jobs;
 * <code>{launcher}</code>, <code>{compiler}</code> and <code>{cxxCompiler}</code> for the two halves of those calls,
 * for programs that take them apart.
 *
 * @param directory where the commands run, relative to the top of the source; empty for the top itself
 * @param configure commands before the build; run once each, not counted in the build's time
 * @param build the commands whose time is the build's time
 * @param environment variables added for every command
 * @param objects name patterns of the files that must be equal between two builds, such as {@code *.o}
 * @param artifacts path patterns, relative to the top, of the files kept for download; also compared
 * @param compiler C compiler, a program name without a path
 * @param cxxCompiler C++ compiler, likewise
 * @param test commands after the build, on the builder alone; their time is kept apart, and the build fails with them
 * @param programs that the builder must have beside those that the commands begin with
 */
public record Recipe(
        String directory,
        List<List<String>> configure,
        List<List<String>> build,
        Map<String, String> environment,
        List<String> objects,
        List<String> artifacts,
        String compiler,
        String cxxCompiler,
        // Left out when empty: recipes of before have the digest they had, and builds by them remain comparable.
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<String>> test,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> programs) {

    public Recipe {
        configure = configure.stream().map(List::copyOf).toList();
        build = build.stream().map(List::copyOf).toList();
        environment = Map.copyOf(environment);
        objects = List.copyOf(objects);
        artifacts = List.copyOf(artifacts);
        // Orders and rows that were written before these were known lack them.
        test = Objects.requireNonNullElse(test, List.<List<String>>of()).stream()
                .map(List::copyOf)
                .toList();
        programs = List.copyOf(Objects.requireNonNullElse(programs, List.of()));
    }

    /** For sources without a recipe of their own: plain {@code make} that honours {@code CC} and {@code CXX}. */
    public static Recipe plainMake() {
        return BuiltInRecipes.MAKE;
    }

    /** The commands of one build, with the placeholders filled. */
    public Commands commands(Toolset tools) {
        return new Commands(
                directory,
                configure.stream().map(tools::fillAll).toList(),
                build.stream().map(tools::fillAll).toList(),
                test.stream().map(tools::fillAll).toList(),
                tools.fillValues(environment));
    }
}
