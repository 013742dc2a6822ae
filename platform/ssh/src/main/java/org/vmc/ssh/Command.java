package org.vmc.ssh;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One program with its arguments. Arguments may hold anything except NUL; they arrive literally.
 *
 * @param arguments program first; the program is found through the remote PATH
 * @param environment added to the remote environment
 * @param directory absolute working directory, or null for the account's home
 * @param input what the program reads on standard input, UTF-8; empty means it reads end of file at once
 * @param timeout after it the program and all it started are ended
 */
public record Command(
        List<String> arguments,
        Map<String, String> environment,
        @Nullable String directory,
        String input,
        Duration timeout) {

    /** Applies when a command states no other limit. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        if (arguments.getFirst().startsWith("-")) {
            throw new IllegalArgumentException("the program's name starts with '-': " + arguments.getFirst());
        }
        arguments.forEach(Command::requireNoNul);
        environment.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
                throw new IllegalArgumentException("not the name of an environment variable: '" + name + "'");
            }
            requireNoNul(value);
        });
        if (directory != null && !directory.startsWith("/")) {
            throw new IllegalArgumentException("the working directory is not absolute: " + directory);
        }
        if (directory != null) {
            requireNoNul(directory);
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be positive: " + timeout);
        }
    }

    public static Command of(String... arguments) {
        return of(List.of(arguments));
    }

    public static Command of(List<String> arguments) {
        return new Command(arguments, Map.of(), null, "", DEFAULT_TIMEOUT);
    }

    public Command with(String variable, String value) {
        var extended = new LinkedHashMap<>(environment);
        extended.put(variable, value);
        return new Command(arguments, extended, directory, input, timeout);
    }

    public Command in(String absoluteDirectory) {
        return new Command(arguments, environment, absoluteDirectory, input, timeout);
    }

    public Command reading(String standardInput) {
        return new Command(arguments, environment, directory, standardInput, timeout);
    }

    public Command within(Duration limit) {
        return new Command(arguments, environment, directory, input, limit);
    }

    /** For people: what would run, quoted as one would type it. The environment is left out, it may hold secrets. */
    @Override
    public String toString() {
        return ShellQuoting.join(arguments);
    }

    private static void requireNoNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no program can receive a NUL character in an argument");
        }
    }
}
