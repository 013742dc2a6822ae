package org.vmc.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class LauncherTest {

    /** These hand all their arguments on to a program with a help of its own, or are the help. */
    private static final Set<String> WITHOUT_OPTIONS = Set.of("chat", "lab", "help");

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(List<String> command) {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--help");

        int status = Launcher.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(arguments.toArray(String[]::new));

        assertThat(out.toString()).startsWith("Usage: vmc " + String.join(" ", command));
        assertThat(status).isZero();
    }

    private static Stream<List<String>> commands() {
        return below(Launcher.commandLine(), List.of());
    }

    private static Stream<List<String>> below(CommandLine parent, List<String> path) {
        return parent.getSubcommands().entrySet().stream()
                .filter(entry -> !WITHOUT_OPTIONS.contains(entry.getKey()))
                .flatMap(entry -> {
                    List<String> command = new ArrayList<>(path);
                    command.add(entry.getKey());
                    return Stream.concat(Stream.of(command), below(entry.getValue(), command));
                });
    }
}
