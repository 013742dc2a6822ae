package org.vmc.bot.chat;

import static org.vmc.bot.commands.Argument.optional;

import java.util.List;
import java.util.function.Supplier;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandModel;
import org.vmc.bot.commands.Help;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.output.Block;
import org.vmc.bot.output.Failure;

/** {@code /help}: itself a command of the model it explains. */
final class HelpCommand {

    private final Supplier<CommandModel> model;

    HelpCommand(Supplier<CommandModel> model) {
        this.model = model;
    }

    Command command() {
        return Command.reading("help", "Show what you may do, or how one command is said", this::run)
                .withWords(optional("command", ArgumentType.TEXT, "a command or its beginning"))
                .example("/help vm create");
    }

    private Outcome run(Arguments arguments, Turn turn) {
        Help help = new Help(model.get(), turn.caller());
        List<Block> blocks = arguments.find("command").map(help::about).orElseGet(help::overview);
        blocks.forEach(turn::say);
        return blocks.stream().anyMatch(Failure.class::isInstance) ? Outcome.USAGE : Outcome.OK;
    }
}
