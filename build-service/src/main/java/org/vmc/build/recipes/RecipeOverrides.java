package org.vmc.build.recipes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;

/**
 * The parts of a {@link Recipe} that a request replaces; what is null stays as the recipe has it.
 *
 * @param from name of the recipe that is changed; null: the one that the source has
 */
public record RecipeOverrides(
        @Nullable String from,
        @Nullable String directory,
        @Nullable List<List<String>> configure,
        @Nullable List<List<String>> build,
        @Nullable Map<String, String> environment,
        @Nullable List<String> objects,
        @Nullable List<String> artifacts,
        @Nullable String compiler,
        @Nullable String cxxCompiler,
        @Nullable List<List<String>> test,
        @Nullable List<String> programs) {

    /** Changes nothing. */
    public static final RecipeOverrides NONE =
            new RecipeOverrides(null, null, null, null, null, null, null, null, null, null, null);

    private static final int MAX_COMMANDS = 20;
    private static final int MAX_ARGUMENTS = 200;
    private static final int MAX_PATTERNS = 100;
    private static final int MAX_LENGTH = 4096;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]{0,63}");

    /** The recipe with these parts replaced. Call only when {@link #errors} is empty. */
    public Recipe appliedTo(Recipe recipe) {
        return new Recipe(
                Objects.requireNonNullElse(directory, recipe.directory()),
                Objects.requireNonNullElse(configure, recipe.configure()),
                Objects.requireNonNullElse(build, recipe.build()),
                Objects.requireNonNullElse(environment, recipe.environment()),
                Objects.requireNonNullElse(objects, recipe.objects()),
                Objects.requireNonNullElse(artifacts, recipe.artifacts()),
                Objects.requireNonNullElse(compiler, recipe.compiler()),
                Objects.requireNonNullElse(cxxCompiler, recipe.cxxCompiler()),
                Objects.requireNonNullElse(test, recipe.test()),
                Objects.requireNonNullElse(programs, recipe.programs()));
    }

    /** What is wrong with them; field names begin with {@code prefix}. */
    public List<FieldError> errors(String prefix) {
        var errors = new ArrayList<FieldError>();
        if (directory != null && !directory.isEmpty() && !staysInside(directory)) {
            errors.add(new FieldError(prefix + "directory", "must be a relative path inside the source"));
        }
        checkCommands(prefix + "configure", configure, true, errors);
        checkCommands(prefix + "build", build, false, errors);
        checkCommands(prefix + "test", test, true, errors);
        checkEnvironment(prefix + "environment", errors);
        checkPatterns(prefix + "objects", objects, errors);
        checkPatterns(prefix + "artifacts", artifacts, errors);
        checkProgram(prefix + "compiler", compiler, errors);
        checkProgram(prefix + "cxxCompiler", cxxCompiler, errors);
        checkPrograms(prefix + "programs", errors);
        return errors;
    }

    private static void checkCommands(
            String field, @Nullable List<List<String>> commands, boolean mayBeEmpty, List<FieldError> errors) {
        if (commands == null) {
            return;
        }
        if (commands.isEmpty() && !mayBeEmpty) {
            errors.add(new FieldError(field, "must hold at least one command"));
        }
        if (commands.size() > MAX_COMMANDS) {
            errors.add(new FieldError(field, "must not hold more than " + MAX_COMMANDS + " commands"));
        }
        for (var i = 0; i < commands.size(); i++) {
            var command = commands.get(i);
            if (!isCommand(command)) {
                errors.add(new FieldError(
                        field + "[" + i + "]",
                        "must be a program and its arguments, 1 to " + MAX_ARGUMENTS + " texts"));
            } else if (!command.stream().allMatch(RecipeOverrides::isPlain)) {
                errors.add(
                        new FieldError(field + "[" + i + "]", "must not hold NUL, half characters or overlong texts"));
            }
        }
    }

    /** JSON can hold null wherever a list says it does not. */
    private static boolean isCommand(@Nullable List<String> command) {
        if (command == null || command.isEmpty() || command.size() > MAX_ARGUMENTS) {
            return false;
        }
        @Nullable String program = command.getFirst();
        return program != null && !program.isBlank();
    }

    private void checkEnvironment(String field, List<FieldError> errors) {
        if (environment == null) {
            return;
        }
        if (environment.size() > MAX_PATTERNS) {
            errors.add(new FieldError(field, "must not hold more than " + MAX_PATTERNS + " variables"));
        }
        environment.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
                errors.add(new FieldError(field, "must name variables by letters, digits and _"));
            } else if (name.startsWith("DISTCC_") || name.startsWith("VMC_")) {
                // Another host list or log would make the report untrue.
                errors.add(
                        new FieldError(field + "." + name, "must not be set: VMC and distcc are set up by VMC itself"));
            } else if (!isPlain(value)) {
                errors.add(new FieldError(field + "." + name, "must not hold NUL or half characters, or be overlong"));
            }
        });
    }

    private static void checkPatterns(String field, @Nullable List<String> patterns, List<FieldError> errors) {
        if (patterns == null) {
            return;
        }
        if (patterns.size() > MAX_PATTERNS) {
            errors.add(new FieldError(field, "must not hold more than " + MAX_PATTERNS + " patterns"));
        }
        for (var i = 0; i < patterns.size(); i++) {
            if (!staysInside(patterns.get(i))) {
                errors.add(new FieldError(field + "[" + i + "]", "must be a relative path pattern inside the source"));
            }
        }
    }

    private void checkPrograms(String field, List<FieldError> errors) {
        if (programs == null) {
            return;
        }
        if (programs.size() > MAX_PATTERNS) {
            errors.add(new FieldError(field, "must not hold more than " + MAX_PATTERNS + " programs"));
        }
        for (var i = 0; i < programs.size(); i++) {
            @Nullable String program = programs.get(i);
            if (program == null || !PROGRAM.matcher(program).matches()) {
                errors.add(new FieldError(field + "[" + i + "]", "must be the name of a program, without a path"));
            }
        }
    }

    private static void checkProgram(String field, @Nullable String program, List<FieldError> errors) {
        if (program != null && !PROGRAM.matcher(program).matches()) {
            errors.add(new FieldError(field, "must be the name of a program, without a path"));
        }
    }

    private static boolean staysInside(@Nullable String path) {
        return path != null
                && isPlain(path)
                && !path.isBlank()
                && !path.startsWith("/")
                && !path.contains("\n")
                && !List.of(path.split("/", -1)).contains("..");
    }

    private static boolean isPlain(@Nullable String text) {
        return text != null
                && text.length() <= MAX_LENGTH
                && text.indexOf('\0') < 0
                // Half a character would reach the builder as another one.
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
