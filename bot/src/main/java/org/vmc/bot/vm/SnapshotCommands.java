package org.vmc.bot.vm;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.operations.Changes;
import org.vmc.bot.operations.OperationView;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /vm snapshot …}. */
@ApplicationScoped
class SnapshotCommands implements CommandGroup {

    private static final Argument SNAPSHOT =
            required("snapshot", ArgumentType.NAME, "name of the snapshot; see /vm snapshot list");

    private final Changes changes;

    SnapshotCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing(
                                "vm snapshot create",
                                Role.ENGINEER,
                                "Keep what a virtual machine has on its disks now",
                                this::create)
                        .with(
                                VmPaths.NAME,
                                required("snapshot", ArgumentType.NAME, "name the snapshot gets"),
                                optional("memory", ArgumentType.FLAG, "true: keep what runs too")
                                        .or("false"))
                        .example("/vm snapshot create name:ci-1 snapshot:before-upgrade"),
                Command.reading("vm snapshot list", "List the snapshots of a virtual machine", this::list)
                        .with(VmPaths.NAME)
                        .example("/vm snapshot list name:ci-1"),
                Command.destroying(
                                "vm snapshot revert",
                                Role.ENGINEER,
                                "Put a virtual machine back to a snapshot",
                                this::revert)
                        .with(VmPaths.NAME, SNAPSHOT)
                        .example("/vm snapshot revert name:ci-1 snapshot:before-upgrade confirm:yes"),
                Command.destroying("vm snapshot delete", Role.ENGINEER, "Delete a snapshot and its disks", this::delete)
                        .with(VmPaths.NAME, SNAPSHOT)
                        .example("/vm snapshot delete name:ci-1 snapshot:before-upgrade confirm:yes"));
    }

    private Outcome create(Arguments arguments, Turn turn) {
        Map<String, Object> body = Map.of("name", arguments.text("snapshot"), "memory", arguments.flag("memory"));
        Request request = Request.post(VmPaths.of(arguments, turn) + "/snapshots", body);
        return changes.change(arguments, turn, request, SnapshotCommands::listThem);
    }

    private Outcome list(Arguments arguments, Turn turn) {
        Request request = Request.get(VmPaths.of(arguments, turn) + "/snapshots");
        List<SnapshotView> snapshots = turn.gateway().list(request, SnapshotView.class);
        String vm = arguments.text("name");
        if (snapshots.isEmpty()) {
            turn.say(new Text(
                    "%s has no snapshots. Take one with /vm snapshot create name:%s snapshot:…".formatted(vm, vm)));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("snapshot", "taken at", "memory"),
                snapshots.stream()
                        .map(snapshot -> List.of(
                                snapshot.name(),
                                snapshot.takenAt() == null
                                        ? "-"
                                        : snapshot.takenAt().toString(),
                                snapshot.memory() ? "yes" : "no"))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome revert(Arguments arguments, Turn turn) {
        String snapshot = arguments.text("snapshot");
        return changes.destroy(
                arguments,
                turn,
                Request.post(path(arguments, turn) + "/revert", null),
                "what " + arguments.text("name") + " has done since snapshot " + snapshot,
                VmPaths::showIt);
    }

    private Outcome delete(Arguments arguments, Turn turn) {
        return changes.destroy(
                arguments,
                turn,
                Request.delete(path(arguments, turn)),
                "the snapshot " + arguments.text("snapshot") + " of " + arguments.text("name"),
                SnapshotCommands::listThem);
    }

    private static String path(Arguments arguments, Turn turn) {
        return VmPaths.of(arguments, turn) + "/snapshots/" + arguments.text("snapshot");
    }

    private static List<String> listThem(OperationView operation) {
        return List.of("/vm snapshot list name:" + operation.targetName());
    }
}
