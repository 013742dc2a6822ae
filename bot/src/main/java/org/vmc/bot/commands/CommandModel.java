package org.vmc.bot.commands;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vmc.bot.gateway.Role;

/** All commands. */
public record CommandModel(List<Command> commands) {

    public CommandModel {
        commands = commands.stream().sorted(Comparator.comparing(Command::path)).toList();
        Set<String> paths = new HashSet<>();
        for (Command command : commands) {
            if (!paths.add(command.path())) {
                throw new IllegalArgumentException("Two commands are called " + command.path());
            }
        }
    }

    /** The same without what that role may not do. */
    public CommandModel visibleTo(Role role) {
        return new CommandModel(commands.stream()
                .filter(command -> role.includes(command.role()))
                .toList());
    }

    /** The command whose path the words begin with; the longest one when several do. */
    Optional<Command> find(List<String> words) {
        return commands.stream()
                .filter(command -> startsWith(words, pathWords(command)))
                .max(Comparator.comparingInt(command -> pathWords(command).size()));
    }

    /** Commands below a prefix of path words; all for an empty prefix. */
    List<Command> below(List<String> prefix) {
        return commands.stream()
                .filter(command -> startsWith(pathWords(command), prefix))
                .toList();
    }

    static List<String> pathWords(Command command) {
        return List.of(command.path().split(" "));
    }

    private static boolean startsWith(List<String> words, List<String> prefix) {
        return words.size() >= prefix.size() && words.subList(0, prefix.size()).equals(prefix);
    }
}
