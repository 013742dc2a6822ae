package org.vmc.bot.storage;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.operations.Changes;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /storage volume options} and {@code /storage volume set}. */
@ApplicationScoped
class VolumeOptionCommands implements CommandGroup {

    private final Changes changes;

    VolumeOptionCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading("storage volume options", "Show the options of a volume that were set", this::list)
                        .with(
                                VolumePaths.NAME,
                                optional("all", ArgumentType.FLAG, "also those that have Gluster's default")
                                        .or("false"),
                                optional("part", ArgumentType.KEY, "only those with this in their name"))
                        .example("/storage volume options name:src all:true part:cache"),
                Command.changing(
                                "storage volume set",
                                Role.ENGINEER,
                                "Give an option of a volume another value; a dry run shows from and to",
                                this::set)
                        .with(
                                VolumePaths.NAME,
                                required("option", VolumePaths.OPTION, "the option"),
                                required("value", ArgumentType.TEXT, "its value; default for Gluster's own"))
                        .example("/storage volume set name:src option:performance.cache-size value:128MB"));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        Request request = Request.get(VolumePaths.of(arguments, turn) + "/options")
                .with("all", arguments.text("all"))
                .with("part", arguments.find("part"));
        List<OptionView> options = turn.gateway().list(request, OptionView.class);
        if (options.isEmpty()) {
            turn.say(new Text("There are no such options. all:true shows those that nobody set, too."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("option", "value", "set"),
                options.stream()
                        .map(option -> List.of(
                                option.name(),
                                option.value() == null ? "-" : option.value(),
                                Boolean.TRUE.equals(option.standard()) ? "no" : "yes"))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome set(Arguments arguments, Turn turn) {
        Request request = Request.post(
                VolumePaths.of(arguments, turn) + "/options",
                Map.of("options", Map.of(arguments.text("option"), arguments.text("value"))));
        return changes.change(
                arguments, turn, request, set -> List.of("/storage volume options name:" + set.targetName()));
    }
}
