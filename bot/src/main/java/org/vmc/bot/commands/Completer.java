package org.vmc.bot.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.vmc.bot.gateway.Caller;
import org.vmc.bot.gateway.Gateway;
import org.vmc.bot.gateway.GatewayException;

/** Completes lines with what one caller may say. */
public final class Completer {

    private static final int MOST_CANDIDATES = 100;

    private final CommandModel visible;
    private final Gateway gateway;

    public Completer(CommandModel all, Caller caller, Gateway gateway) {
        this.visible = all.visibleTo(caller.role());
        this.gateway = gateway;
    }

    /** What the word before the cursor could become. */
    public Completion complete(String line, int cursor) {
        String before = line.substring(0, Math.clamp(cursor, 0, line.length()));
        List<Word> words = new ArrayList<>(Words.of(before));
        boolean fresh = words.isEmpty() || (words.getLast().closed() && before.endsWith(" "));
        Word current = fresh ? new Word("", before.length(), true) : words.removeLast();
        List<String> earlier = words.stream().map(Word::text).toList();
        List<Candidate> candidates =
                earlier.isEmpty() ? firstWords(current.text()) : furtherWords(withoutSlash(earlier), current.text());
        return new Completion(
                current.start(), candidates.stream().limit(MOST_CANDIDATES).toList());
    }

    /** What an argument of a command could be, most useful first; nothing for what there is not. */
    public List<String> values(String path, String name, String prefix) {
        return visible.commands().stream()
                .filter(command -> command.path().equals(path))
                .findFirst()
                .flatMap(command -> command.argument(name))
                .map(argument -> Stream.concat(argument.type().choices().stream(), suggestions(argument).stream())
                        .filter(value -> value.startsWith(prefix))
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    private List<Candidate> firstWords(String typed) {
        boolean slash = typed.isEmpty() || typed.startsWith("/");
        String prefix = typed.startsWith("/") ? typed.substring(1) : typed;
        return pathWords(List.of(), prefix).stream()
                .map(next -> slash ? new Candidate("/" + next.word(), next.description(), true) : next)
                .toList();
    }

    private List<Candidate> furtherWords(List<String> earlier, String typed) {
        if (earlier.equals(List.of("help"))
                || (earlier.getFirst().equals("help") && visible.find(earlier).isPresent())) {
            return pathWords(earlier.subList(1, earlier.size()), typed);
        }
        Optional<Command> command = visible.find(earlier);
        return command.map(found -> arguments(found, earlier, typed)).orElseGet(() -> pathWords(earlier, typed));
    }

    private List<Candidate> pathWords(List<String> earlier, String prefix) {
        Map<String, String> next = new TreeMap<>();
        for (Command command : visible.below(earlier)) {
            List<String> words = CommandModel.pathWords(command);
            if (words.size() <= earlier.size()) {
                continue;
            }
            boolean last = words.size() == earlier.size() + 1;
            next.merge(words.get(earlier.size()), last ? command.summary() : "…", (one, two) -> "…");
        }
        return next.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> new Candidate(entry.getKey(), entry.getValue(), true))
                .toList();
    }

    private List<Candidate> arguments(Command command, List<String> earlier, String typed) {
        int colon = typed.indexOf(':');
        if (colon > 0) {
            String name = typed.substring(0, colon).toLowerCase(Locale.ROOT);
            return command.argument(name)
                    .map(argument -> values(argument, typed.substring(colon + 1)))
                    .orElse(List.of());
        }
        return command.arguments().stream()
                .filter(argument -> argument.name().startsWith(typed))
                .filter(argument -> earlier.stream().noneMatch(word -> word.startsWith(argument.name() + ":")))
                .map(argument -> new Candidate(
                        argument.name() + ":",
                        argument.description() + (argument.required() ? " (required)" : ""),
                        false))
                .toList();
    }

    private List<Candidate> values(Argument argument, String prefix) {
        return Stream.concat(argument.type().choices().stream(), suggestions(argument).stream())
                .filter(value -> value.startsWith(prefix))
                .distinct()
                .map(value -> new Candidate(argument.name() + ":" + quoted(value), "", true))
                .toList();
    }

    /** A cluster that cannot be asked must not disturb typing. */
    private List<String> suggestions(Argument argument) {
        try {
            return argument.suggester().suggest(gateway);
        } catch (GatewayException e) {
            return List.of();
        }
    }

    private static String quoted(String value) {
        return value.indexOf(' ') < 0 ? value : '"' + value + '"';
    }

    private static List<String> withoutSlash(List<String> words) {
        List<String> plain = new ArrayList<>(words);
        String first = plain.getFirst();
        plain.set(0, first.startsWith("/") ? first.substring(1) : first);
        return plain;
    }
}
