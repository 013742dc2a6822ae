package org.vmc.bot.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vmc.bot.gateway.Caller;
import org.vmc.bot.output.Block;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** Help for one caller: only what they may do. */
public final class Help {

    private final CommandModel visible;
    private final Caller caller;

    public Help(CommandModel all, Caller caller) {
        this.visible = all.visibleTo(caller.role());
        this.caller = caller;
    }

    /** All commands. */
    public List<Block> overview() {
        return List.of(
                new Text("You are " + caller.user() + " with the role "
                        + caller.role().label() + ". Arguments are written name:value, in any order; TAB completes."),
                table(visible.commands()),
                new Text("/help <command> shows its arguments."));
    }

    /** One command, or the commands that begin like that; a {@link Failure} when there is none. */
    public List<Block> about(String words) {
        String path = words.strip().replaceFirst("^/", "").replaceAll("\\s+", " ");
        List<String> pathWords = List.of(path.split(" "));
        Optional<Command> command = visible.commands().stream()
                .filter(candidate -> candidate.path().equals(path))
                .findFirst();
        if (command.isPresent()) {
            return describe(command.get());
        }
        List<Command> below = visible.below(pathWords);
        if (!below.isEmpty()) {
            return List.of(table(below));
        }
        String near = Nearest.to(
                        path, visible.commands().stream().map(Command::path).toList())
                .map(candidate -> " Did you mean /" + candidate + "?")
                .orElse("");
        return List.of(new Failure("There is no command /" + path + " for you." + near, "See /help for all commands."));
    }

    private static List<Block> describe(Command command) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Text(command.typed() + " — " + command.summary() + "\nRole: "
                + command.role().label() + effect(command.effect())));
        if (!command.arguments().isEmpty()) {
            blocks.add(new Table(
                    List.of("argument", "value", "", "meaning"),
                    command.arguments().stream().map(Help::row).toList()));
        }
        blocks.add(new Text("For example: " + command.example()));
        return blocks;
    }

    private static String effect(Effect effect) {
        return switch (effect) {
            case READ -> "";
            case CHANGE -> ". Changes the cluster; dry-run:true shows the plan only.";
            case DESTROY -> ". Cannot be taken back: shows its plan and asks first; scripts say confirm:yes.";
        };
    }

    private static List<String> row(Argument argument) {
        String need = argument.required()
                ? "required"
                : argument.standardValue()
                        .map(standard -> "default " + standard)
                        .orElse("");
        return List.of(argument.name() + ":", argument.type().label(), need, argument.description());
    }

    private static Table table(List<Command> commands) {
        return new Table(
                List.of("command", "what it does", "role"),
                commands.stream()
                        .map(command -> List.of(
                                command.typed(),
                                command.summary(),
                                command.role().label()))
                        .toList());
    }
}
