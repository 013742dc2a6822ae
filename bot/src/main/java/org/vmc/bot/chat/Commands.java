package org.vmc.bot.chat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.stream.Stream;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.CommandModel;

/** The one model, put together from the features. */
@ApplicationScoped
class Commands {

    private final CommandModel model;

    Commands(Instance<CommandGroup> groups) {
        Command help = new HelpCommand(this::model).command();
        this.model = new CommandModel(
                Stream.concat(groups.stream().flatMap(group -> group.commands().stream()), Stream.of(help))
                        .toList());
    }

    CommandModel model() {
        return model;
    }
}
