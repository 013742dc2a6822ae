package org.vmc.bot.chat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Set;
import java.util.stream.Stream;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.CommandModel;

/** The one model, put together from the features. */
@ApplicationScoped
public class Commands {

    private static final Set<String> FOR_STRANGERS = Set.of("link");

    private final CommandModel model;
    private final CommandModel strangers;

    Commands(Instance<CommandGroup> groups) {
        Command help = new HelpCommand(this::model).command();
        this.model = new CommandModel(
                Stream.concat(groups.stream().flatMap(group -> group.commands().stream()), Stream.of(help))
                        .toList());
        this.strangers = new CommandModel(Stream.concat(
                        model.commands().stream().filter(command -> FOR_STRANGERS.contains(command.path())),
                        Stream.of(new HelpCommand(this::forStrangers).command()))
                .toList());
    }

    public CommandModel model() {
        return model;
    }

    /** What can be said by users of chats who are linked to nobody: help, and how to be linked. */
    public CommandModel forStrangers() {
        return strangers;
    }
}
