package org.vmc.bot.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vmc.bot.commands.Reading.Misunderstood;
import org.vmc.bot.commands.Reading.Understood;
import org.vmc.bot.gateway.Caller;

/** Reads lines as commands of one model on behalf of one caller. Checks everything before anything is done. */
public final class LineReader {

    private static final int LONGEST_LINE = 4000;

    private final CommandModel all;
    private final CommandModel visible;
    private final Caller caller;

    public LineReader(CommandModel all, Caller caller) {
        this.all = all;
        this.visible = all.visibleTo(caller.role());
        this.caller = caller;
    }

    public Reading read(String line) {
        if (line.length() > LONGEST_LINE) {
            return new Misunderstood("The line is longer than " + LONGEST_LINE + " characters.", "Say it shorter.");
        }
        List<Word> words = Words.of(line);
        Optional<Word> open = words.stream().filter(word -> !word.closed()).findFirst();
        if (open.isPresent()) {
            return new Misunderstood(
                    "The quote in '" + open.get().text() + "' is never closed.", "Close it with the same quote.");
        }
        List<String> texts = new ArrayList<>(words.stream().map(Word::text).toList());
        if (texts.isEmpty()) {
            return new Misunderstood("Nothing was said.", "See /help.");
        }
        texts.set(0, withoutSlash(texts.getFirst()));
        Optional<Command> found = all.find(path(texts));
        if (found.isEmpty()) {
            return unknown(texts);
        }
        return found.map(command -> allowed(command, texts)).orElseThrow();
    }

    /** As {@link #read(String)}, for a command whose arguments are apart already. */
    public Reading read(String path, Map<String, String> arguments) {
        Optional<Command> found = all.commands().stream()
                .filter(command -> command.path().equals(path))
                .findFirst();
        if (found.isEmpty()) {
            return unknown(List.of(path.split(" ", -1)));
        }
        List<String> words = new ArrayList<>(CommandModel.pathWords(found.get()));
        arguments.forEach((name, value) -> words.add(name + ":" + Words.unquoted(value)));
        return allowed(found.get(), words);
    }

    private Reading allowed(Command command, List<String> texts) {
        if (!caller.role().includes(command.role())) {
            return new Misunderstood(
                    "%s needs the role %s; you are %s (%s)."
                            .formatted(
                                    command.typed(),
                                    command.role().label(),
                                    caller.user(),
                                    caller.role().label()),
                    "See /help for what you may do, or ask an operator for the role.");
        }
        return arguments(command, texts.subList(CommandModel.pathWords(command).size(), texts.size()));
    }

    private Reading arguments(Command command, List<String> words) {
        Map<String, String> values = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        List<String> unnamed = new ArrayList<>();
        for (String word : words) {
            int colon = word.indexOf(':');
            if (colon <= 0) {
                unnamed.add(word);
                continue;
            }
            take(command, word.substring(0, colon).toLowerCase(Locale.ROOT), word.substring(colon + 1), values, wrong);
        }
        takeUnnamed(command, unnamed, values, wrong);
        for (Argument argument : command.arguments()) {
            if (argument.required() && !values.containsKey(argument.name()) && !names(wrong, argument)) {
                wrong.add("argument %s: is missing; it must be %s"
                        .formatted(argument.name(), argument.type().allowed()));
            }
            argument.standardValue().ifPresent(standard -> values.putIfAbsent(argument.name(), standard));
        }
        if (wrong.isEmpty()) {
            return new Understood(command, new Arguments(values));
        }
        return new Misunderstood(
                String.join("\n", wrong), "For example: " + command.example() + "   See /help " + command.path() + ".");
    }

    private void take(Command command, String name, String value, Map<String, String> values, List<String> wrong) {
        Optional<Argument> argument = command.argument(name);
        if (argument.isEmpty()) {
            wrong.add("unknown argument '" + name + "'" + meant(name, command));
            return;
        }
        if (values.containsKey(name)) {
            wrong.add("argument " + name + ": was given twice");
            return;
        }
        ArgumentType type = argument.get().type();
        type.accept(value)
                .ifPresentOrElse(
                        accepted -> values.put(name, accepted),
                        () -> wrong.add("argument %s: '%s' is not accepted; it must be %s"
                                .formatted(name, value, type.allowed())));
    }

    private static void takeUnnamed(
            Command command, List<String> unnamed, Map<String, String> values, List<String> wrong) {
        String target = command.words();
        if (target != null && !unnamed.isEmpty()) {
            values.putIfAbsent(target, String.join(" ", unnamed));
            return;
        }
        for (String word : unnamed) {
            String first = command.arguments().isEmpty()
                    ? command.typed() + " takes none"
                    : "for example " + command.arguments().getFirst().name() + ":" + word;
            wrong.add("unexpected '" + word + "'; arguments are written name:value, " + first);
        }
    }

    private static String meant(String name, Command command) {
        List<String> names = command.arguments().stream().map(Argument::name).toList();
        if (names.isEmpty()) {
            return "; " + command.typed() + " takes no arguments";
        }
        return Nearest.to(name, names)
                .map(near -> "; did you mean " + near + ":?")
                .orElse("; " + command.typed() + " takes "
                        + names.stream().map(n -> n + ":").collect(Collectors.joining(" ")));
    }

    private Misunderstood unknown(List<String> texts) {
        List<String> path = path(texts);
        if (path.isEmpty()) {
            return new Misunderstood(
                    "'" + texts.getFirst() + "' is not a command.", "Commands begin with a slash; see /help.");
        }
        List<Command> below = visible.below(path);
        if (!below.isEmpty()) {
            return new Misunderstood(
                    "/" + String.join(" ", path) + " is the beginning of several commands.",
                    "Go on with one of: " + typed(below));
        }
        String said = String.join(" ", path.subList(0, Math.min(3, path.size())));
        List<String> paths = visible.commands().stream().map(Command::path).toList();
        Optional<String> near = Nearest.to(said, paths);
        if (near.isPresent()) {
            return new Misunderstood(
                    "There is no command /" + said + "; did you mean /" + near.get() + "?",
                    "See /help " + near.get() + ".");
        }
        List<Command> group = visible.below(path.subList(0, 1));
        return new Misunderstood(
                "There is no command /" + said + ".",
                group.isEmpty() ? "See /help for all commands." : "There are: " + typed(group));
    }

    private static boolean names(List<String> wrong, Argument argument) {
        return wrong.stream().anyMatch(sentence -> sentence.startsWith("argument " + argument.name() + ":"));
    }

    private static String typed(List<Command> commands) {
        return commands.stream().map(Command::typed).collect(Collectors.joining(", "));
    }

    /** Leading words that are no arguments. */
    private static List<String> path(List<String> texts) {
        return texts.stream().takeWhile(text -> text.indexOf(':') < 0).toList();
    }

    private static String withoutSlash(String word) {
        return word.startsWith("/") ? word.substring(1) : word;
    }
}
