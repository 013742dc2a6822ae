package org.vmc.bot.storage;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Named;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.operations.Changes;
import org.vmc.bot.operations.NextSteps;

/** {@code /storage volume …} for bricks that come and go. */
@ApplicationScoped
class VolumeBrickCommands implements CommandGroup {

    private static final NextSteps SHOW_IT = changed -> List.of("/storage volume show name:" + changed.targetName());

    private final Changes changes;

    VolumeBrickCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing(
                                "storage volume expand",
                                Role.ENGINEER,
                                "Add sets of bricks to a volume and spread its files over all of them",
                                this::expand)
                        .with(
                                VolumePaths.NAME,
                                optional("sets", ArgumentType.whole(1, 32), "how many more")
                                        .or("1"))
                        .example("/storage volume expand name:src sets:1"),
                Command.changing(
                                "storage volume resize",
                                Role.ENGINEER,
                                "Let a volume hold more or less on the bricks it has",
                                this::resize)
                        .with(VolumePaths.NAME, required("size", ArgumentType.SIZE, "what it may hold at most"))
                        .example("/storage volume resize name:src size:2G"),
                Command.changing(
                                "storage volume rebalance",
                                Role.ENGINEER,
                                "Spread the files of a volume anew over all its sets; /op cancel stops that",
                                this::rebalance)
                        .with(VolumePaths.NAME)
                        .example("/storage volume rebalance name:src"),
                Command.destroying(
                                "storage volume shrink",
                                Role.ENGINEER,
                                "Move all files off a set of bricks and take it away from a volume",
                                this::shrink)
                        .with(
                                VolumePaths.NAME,
                                optional(
                                        "set",
                                        ArgumentType.whole(1, 1000),
                                        "number of the set; the last when left out"))
                        .example("/storage volume shrink name:src set:2 confirm:yes"),
                Command.destroying(
                                "storage volume replace-brick",
                                Role.ENGINEER,
                                "Put a new brick in the place of another and wait until it holds what its set keeps",
                                this::replace)
                        .with(
                                VolumePaths.NAME,
                                required("brick", VolumePaths.BRICK, "the brick that goes, or its host"),
                                optional("to", ArgumentType.HOST, "host of the new one; chosen when left out")
                                        .suggestedBy(gateway -> Named.names(gateway, "/storage/peers")))
                        .example("/storage volume replace-brick name:src brick:h2 to:h4 confirm:yes"));
    }

    private Outcome expand(Arguments arguments, Turn turn) {
        Request request =
                Request.post(VolumePaths.of(arguments, turn) + "/expand", Map.of("sets", arguments.whole("sets")));
        return changes.change(arguments, turn, request, SHOW_IT);
    }

    private Outcome resize(Arguments arguments, Turn turn) {
        Request request =
                Request.post(VolumePaths.of(arguments, turn) + "/resize", Map.of("size", arguments.text("size")));
        return changes.change(arguments, turn, request, SHOW_IT);
    }

    private Outcome rebalance(Arguments arguments, Turn turn) {
        return changes.change(
                arguments, turn, Request.post(VolumePaths.of(arguments, turn) + "/rebalance", null), SHOW_IT);
    }

    private Outcome shrink(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        arguments.find("set").ifPresent(set -> body.put("set", Integer.valueOf(set)));
        return changes.destroy(
                arguments,
                turn,
                Request.post(VolumePaths.of(arguments, turn) + "/shrink", body),
                "the bricks of one set of " + arguments.text("name") + ", after its files moved to the others,",
                SHOW_IT);
    }

    private Outcome replace(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("brick", arguments.text("brick"));
        arguments.find("to").ifPresent(to -> body.put("to", to));
        return changes.destroy(
                arguments,
                turn,
                Request.post(VolumePaths.of(arguments, turn) + "/replace-brick", body),
                "what is on the brick " + arguments.text("brick") + ", after the new one holds all of it,",
                SHOW_IT);
    }
}
