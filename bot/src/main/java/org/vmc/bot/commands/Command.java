package org.vmc.bot.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.gateway.Role;

/**
 * One thing that can be said. Parsing, help, completion, the documents and every platform's registration come from
 * here.
 *
 * @param path words of its name, for example {@code storage volume create}
 * @param summary what it does, without a full stop
 * @param role weakest role that may say it
 * @param arguments those typed by users, in the order of help
 * @param words name of the argument that takes unnamed words; null when unnamed words are refused
 * @param example a complete line
 */
public record Command(
        String path,
        String summary,
        Role role,
        Effect effect,
        List<Argument> arguments,
        @Nullable String words,
        String example,
        Handler handler) {

    public Command {
        arguments = List.copyOf(arguments);
    }

    /** A command that changes nothing. */
    public static Command reading(String path, String summary, Handler handler) {
        return reading(path, Role.VIEWER, summary, handler);
    }

    /** A command that changes nothing and yet is not for every role. */
    public static Command reading(String path, Role role, String summary, Handler handler) {
        return new Command(path, summary, role, Effect.READ, List.of(), null, "/" + path, handler);
    }

    /** A command that changes something. */
    public static Command changing(String path, Role role, String summary, Handler handler) {
        return new Command(path, summary, role, Effect.CHANGE, List.of(), null, "/" + path, handler);
    }

    /** A command that loses something for good. */
    public static Command destroying(String path, Role role, String summary, Handler handler) {
        return new Command(path, summary, role, Effect.DESTROY, List.of(), null, "/" + path, handler);
    }

    /** The same with these arguments; those every change has are added. */
    public Command with(Argument... named) {
        List<Argument> all = new ArrayList<>(List.of(named));
        if (effect != Effect.READ) {
            all.add(Argument.DRY_RUN);
        }
        if (effect == Effect.DESTROY) {
            all.add(Argument.CONFIRM);
        }
        return new Command(path, summary, role, effect, all, words, example, handler);
    }

    /** The same with an argument that takes all unnamed words. */
    public Command withWords(Argument argument) {
        return new Command(path, summary, role, effect, List.of(argument), argument.name(), example, handler);
    }

    /** The same with an example; it starts with a slash. */
    public Command example(String line) {
        return new Command(path, summary, role, effect, arguments, words, line, handler);
    }

    Optional<Argument> argument(String name) {
        return arguments.stream()
                .filter(argument -> argument.name().equals(name))
                .findFirst();
    }

    /** As typed: with a slash. */
    public String typed() {
        return "/" + path;
    }
}
