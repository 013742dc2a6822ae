package org.vmc.build.hosts;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.vmc.ssh.Command;

/**
 * A bash script of ours, from the resources below {@code /scripts}. What differs from call to call reaches it as
 * arguments, never as text of the script.
 *
 * @param name of the resource, without {@code .sh}
 * @param text the script
 */
public record Script(String name, String text) {

    /** Reads the script from the resources. */
    public static Script named(String name) {
        var resource = "/scripts/" + name + ".sh";
        try (var in = Script.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return new Script(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The script " + name + " cannot be read", e);
        }
    }

    /** A command that runs the script, which travels on standard input and leaves no file behind. */
    public Command call(List<String> arguments) {
        var command = new ArrayList<>(List.of("bash", "-s", "--"));
        command.addAll(arguments);
        return Command.of(command).reading(text);
    }

    /** As {@link #call(List)}, with text on standard input for the script to read. */
    public Command callReading(String input, String... arguments) {
        var command = new ArrayList<>(List.of("bash", "-c", text, name));
        command.addAll(List.of(arguments));
        return Command.of(command).reading(input);
    }

    public Command call(String... arguments) {
        return call(List.of(arguments));
    }
}
