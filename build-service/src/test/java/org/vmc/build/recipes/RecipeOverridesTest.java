package org.vmc.build.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.http.problem.FieldError;

class RecipeOverridesTest {
    @Test
    void replacesWhatIsGivenAndKeepsTheRest() {
        var overrides = new RecipeOverrides(
                null,
                "sub",
                null,
                List.of(List.of("make", "all")),
                null,
                null,
                List.of("out/*"),
                null,
                null,
                null,
                List.of("bc"));

        var recipe = overrides.appliedTo(Recipe.plainMake());

        assertThat(recipe.directory()).isEqualTo("sub");
        assertThat(recipe.build()).containsExactly(List.of("make", "all"));
        assertThat(recipe.artifacts()).containsExactly("out/*");
        assertThat(recipe.objects()).isEqualTo(Recipe.plainMake().objects());
        assertThat(recipe.compiler()).isEqualTo("gcc");
        assertThat(recipe.programs()).containsExactly("bc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "..", "a/../../b", "a\nb", " ", "a\0b"})
    void refusesPathsThatLeaveTheSource(String path) {
        var overrides =
                new RecipeOverrides(null, path, null, null, null, List.of(path), List.of(path), null, null, null, null);

        assertThat(overrides.errors("recipe."))
                .extracting(FieldError::field)
                .containsExactly("recipe.directory", "recipe.objects[0]", "recipe.artifacts[0]");
    }

    @Test
    void refusesCommandsWithoutAProgram() {
        var overrides = new RecipeOverrides(
                null, null, List.of(List.of()), List.of(), null, null, null, null, null, null, null);

        assertThat(overrides.errors("")).extracting(FieldError::field).containsExactly("configure[0]", "build");
    }

    @Test
    void refusesNullInsideListsNamingItsPlace() {
        var commands = Arrays.asList(List.of("make"), null, Arrays.asList((String) null), Arrays.asList("make", null));
        var texts = Arrays.asList("*.o", null);
        var variables = new HashMap<String, String>();
        variables.put("CFLAGS", null);
        var overrides = new RecipeOverrides(
                null, null, commands, commands, variables, texts, texts, null, null, commands, texts);

        assertThat(overrides.errors("recipe."))
                .extracting(FieldError::field)
                .containsExactly(
                        "recipe.configure[1]",
                        "recipe.configure[2]",
                        "recipe.configure[3]",
                        "recipe.build[1]",
                        "recipe.build[2]",
                        "recipe.build[3]",
                        "recipe.test[1]",
                        "recipe.test[2]",
                        "recipe.test[3]",
                        "recipe.environment.CFLAGS",
                        "recipe.objects[1]",
                        "recipe.artifacts[1]",
                        "recipe.programs[0]",
                        "recipe.programs[1]");
    }

    @Test
    void refusesVariablesThatWouldMakeTheReportUntrue() {
        var overrides = new RecipeOverrides(
                null, null, null, null, Map.of("DISTCC_HOSTS", "elsewhere"), null, null, null, null, null, null);

        assertThat(overrides.errors("recipe."))
                .containsExactly(new FieldError(
                        "recipe.environment.DISTCC_HOSTS", "must not be set: VMC and distcc are set up by VMC itself"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr/bin/gcc", "gcc -O3", "-gcc", "", "gcc;id"})
    void refusesCompilersThatAreNoProgramName(String compiler) {
        var overrides = new RecipeOverrides(null, null, null, null, null, null, null, compiler, null, null, null);

        assertThat(overrides.errors("recipe.")).extracting(FieldError::field).containsExactly("recipe.compiler");
    }

    @Test
    void fillsPlaceholdersInArgumentsAndEnvironment() {
        var recipe = new RecipeOverrides(
                        null,
                        null,
                        List.of(List.of("./configure", "CC={cc}")),
                        List.of(List.of("make", "-j{jobs}", "CXX={cxx}")),
                        Map.of("MAKEFLAGS", "-j{jobs}"),
                        null,
                        null,
                        null,
                        null,
                        List.of(List.of("env", "LAUNCHER={launcher}", "{compiler}")),
                        null)
                .appliedTo(Recipe.plainMake());

        var commands = recipe.commands(new Toolset("distcc", "gcc", "g++", 8));

        assertThat(commands.configure()).containsExactly(List.of("./configure", "CC=distcc gcc"));
        assertThat(commands.build()).containsExactly(List.of("make", "-j8", "CXX=distcc g++"));
        assertThat(commands.test()).containsExactly(List.of("env", "LAUNCHER=distcc", "gcc"));
        assertThat(commands.environment()).containsExactly(Map.entry("MAKEFLAGS", "-j8"));
    }
}
