package org.vmc.bot.discord;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandGroupData;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandModel;
import org.vmc.bot.commands.Suggester;

/**
 * The command model as Discord's slash commands, within Discord's limits: 25 subcommands or groups below a name, 25
 * options, descriptions of 100 characters, 8000 characters a command. A name that is a command and a prefix of others
 * gets a subcommand {@value #ITSELF}; what there is no room for below a name goes into its group {@value #MORE}; and
 * {@value #ANY} takes any line as it is typed in a terminal.
 */
final class DiscordCommands {

    /** Takes a whole line. */
    static final String ANY = "vmc";

    /** Its option. */
    static final String LINE = "line";

    private static final String ITSELF = "now";
    private static final String MORE = "more";
    private static final int MOST_BELOW = 25;
    private static final int MOST_DESCRIBED = 100;
    private static final int MOST_CHARACTERS = 8000;

    private final List<SlashCommandData> registered = new ArrayList<>();
    private final Map<String, Command> byName = new HashMap<>();

    /** Those whose full name is not decided yet. */
    private final Map<SubcommandData, Command> pending = new IdentityHashMap<>();

    DiscordCommands(CommandModel model) {
        Map<String, List<Command>> byFirstWord = new TreeMap<>();
        for (Command command : model.commands()) {
            byFirstWord
                    .computeIfAbsent(words(command).getFirst(), word -> new ArrayList<>())
                    .add(command);
        }
        byFirstWord.forEach(
                (word, commands) -> registered.add(register(word, commands).setContexts(InteractionContextType.GUILD)));
        registered.add(Commands.slash(ANY, "Say any command as in a terminal")
                .addOption(OptionType.STRING, LINE, "for example /vm list", true, true)
                .setContexts(InteractionContextType.GUILD));
    }

    /** What is registered. */
    List<SlashCommandData> registered() {
        return registered;
    }

    /** The command behind a full name, words separated by blanks; empty for {@value #ANY} and for what is none. */
    Optional<Command> command(String fullName) {
        return Optional.ofNullable(byName.get(fullName));
    }

    /** Full names of all that can be called. */
    Collection<String> names() {
        return byName.keySet();
    }

    private SlashCommandData register(String word, List<Command> commands) {
        for (int longest = MOST_DESCRIBED; ; longest -= 10) {
            SlashCommandData data = build(word, commands, longest);
            if (characters(data) <= MOST_CHARACTERS || longest <= 20) {
                return data;
            }
        }
    }

    private SlashCommandData build(String word, List<Command> commands, int longest) {
        if (commands.size() == 1 && words(commands.getFirst()).size() == 1) {
            Command command = commands.getFirst();
            byName.put(word, command);
            return Commands.slash(word, described(command.summary(), longest)).addOptions(options(command, longest));
        }
        SlashCommandData data = Commands.slash(word, described("Commands that begin with /" + word, longest));
        Map<String, List<Command>> below = new TreeMap<>();
        for (Command command : commands) {
            List<String> words = words(command);
            below.computeIfAbsent(words.size() == 1 ? ITSELF : words.get(1), next -> new ArrayList<>())
                    .add(command);
        }
        List<SubcommandData> single = new ArrayList<>();
        List<SubcommandGroupData> groups = new ArrayList<>();
        below.forEach((next, children) -> {
            if (children.size() == 1 && words(children.getFirst()).size() <= 2) {
                single.add(subcommand(next, children.getFirst(), longest));
            } else {
                groups.add(group(word, next, children, longest));
            }
        });
        place(word, data, single, groups);
        return data;
    }

    /** Those that come last by name have to make room. */
    private void place(
            String word, SlashCommandData data, List<SubcommandData> single, List<SubcommandGroupData> groups) {
        int room = MOST_BELOW - groups.size();
        List<SubcommandData> first = single;
        if (single.size() > room) {
            first = single.subList(0, room - 1);
            groups.add(new SubcommandGroupData(MORE, "More commands that begin with /" + word)
                    .addSubcommands(single.subList(room - 1, single.size())));
        }
        data.addSubcommands(first).addSubcommandGroups(groups);
        for (SubcommandData subcommand : single) {
            String name = first.contains(subcommand) ? subcommand.getName() : MORE + " " + subcommand.getName();
            Command command = pending.remove(subcommand);
            if (command != null) {
                byName.put(word + " " + name, command);
            }
        }
    }

    private SubcommandData subcommand(String name, Command command, int longest) {
        SubcommandData data =
                new SubcommandData(name, described(command.summary(), longest)).addOptions(options(command, longest));
        pending.put(data, command);
        return data;
    }

    private SubcommandGroupData group(String word, String name, List<Command> commands, int longest) {
        var group = new SubcommandGroupData(name, described("Commands that begin with /" + word + " " + name, longest));
        for (Command command : commands) {
            List<String> words = words(command);
            String last = words.size() <= 2 ? ITSELF : String.join("-", words.subList(2, words.size()));
            group.addSubcommands(new SubcommandData(last, described(command.summary(), longest))
                    .addOptions(options(command, longest)));
            byName.put(word + " " + name + " " + last, command);
        }
        return group;
    }

    private static List<OptionData> options(Command command, int longest) {
        // Discord wants required ones first.
        return command.arguments().stream()
                .sorted(Comparator.comparing((Argument argument) -> !argument.required()))
                .map(argument -> option(argument, longest))
                .toList();
    }

    private static OptionData option(Argument argument, int longest) {
        String description = described(argument.description(), longest);
        String name = argument.name();
        boolean required = argument.required();
        return switch (argument.type()) {
            case ArgumentType.Flag flag -> new OptionData(OptionType.BOOLEAN, name, description, required);
            case ArgumentType.Whole whole ->
                new OptionData(OptionType.INTEGER, name, description, required)
                        .setRequiredRange(whole.least(), whole.most());
            case ArgumentType.Choice choice
            when choice.choices().size() <= OptionData.MAX_CHOICES -> {
                OptionData data = new OptionData(OptionType.STRING, name, description, required);
                choice.choices().forEach(value -> data.addChoice(value, value));
                yield data;
            }
            case ArgumentType.Choice choice -> new OptionData(OptionType.STRING, name, description, required, true);
            case ArgumentType.Matching text -> text(argument, description);
            case ArgumentType.Identity id -> text(argument, description);
            case ArgumentType.Words text -> text(argument, description);
            case ArgumentType.Programs text -> text(argument, description);
        };
    }

    private static OptionData text(Argument argument, String description) {
        return new OptionData(
                OptionType.STRING,
                argument.name(),
                description,
                argument.required(),
                argument.suggester() != Suggester.NONE);
    }

    private static String described(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** What Discord counts: names, descriptions and values. */
    static int characters(SlashCommandData data) {
        int sum = data.getName().length() + data.getDescription().length() + characters(data.getOptions());
        for (SubcommandData subcommand : data.getSubcommands()) {
            sum += characters(subcommand);
        }
        for (SubcommandGroupData group : data.getSubcommandGroups()) {
            sum += group.getName().length() + group.getDescription().length();
            sum += group.getSubcommands().stream()
                    .mapToInt(DiscordCommands::characters)
                    .sum();
        }
        return sum;
    }

    private static int characters(SubcommandData data) {
        return data.getName().length() + data.getDescription().length() + characters(data.getOptions());
    }

    private static int characters(List<OptionData> options) {
        return options.stream()
                .mapToInt(option -> option.getName().length()
                        + option.getDescription().length()
                        + option.getChoices().stream()
                                .mapToInt(choice -> choice.getName().length()
                                        + choice.getAsString().length())
                                .sum())
                .sum();
    }

    private static List<String> words(Command command) {
        return List.of(command.path().split(" "));
    }
}
