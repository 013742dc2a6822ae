package org.vmc.bot.vm;

import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.vmc.bot.commands.Argument;
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
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /disk …}: disks that no VM has; and giving one to a VM. */
@ApplicationScoped
class KeptDiskCommands implements CommandGroup {

    private static final String ALL = "/disks";
    private static final Argument DISK = required("disk", ArgumentType.TEXT, "name or id of the disk; see /disk list")
            .suggestedBy(gateway -> Named.names(gateway, ALL));

    private final Changes changes;

    KeptDiskCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading("disk list", "List the disks that no virtual machine has", this::list)
                        .example("/disk list"),
                Command.destroying(
                                "disk delete",
                                Role.ENGINEER,
                                "Destroy a disk that no virtual machine has",
                                this::delete)
                        .with(DISK)
                        .example("/disk delete disk:scratch confirm:yes"),
                Command.changing(
                                "vm disk attach",
                                Role.ENGINEER,
                                "Give a disk that no virtual machine has to one",
                                this::attach)
                        .with(VmPaths.NAME, DISK)
                        .example("/vm disk attach name:ci-2 disk:scratch"));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<KeptDiskView> disks = all(turn);
        if (disks.isEmpty()) {
            turn.say(new Text("Every disk is on a VM. Take one from its VM with /vm disk detach."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("disk", "size", "owner", "was on", "why", "since", "id"),
                disks.stream()
                        .map(disk -> List.of(
                                disk.name(),
                                Amounts.bytes(disk.sizeBytes()),
                                disk.owner(),
                                disk.vm(),
                                disk.quarantined() ? "quarantine" : "detached",
                                disk.keptAt() == null ? "-" : disk.keptAt().toString(),
                                disk.id()))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome delete(Arguments arguments, Turn turn) {
        return withMeant(
                arguments,
                turn,
                disk -> changes.destroy(
                        arguments,
                        turn,
                        Request.delete(ALL + "/" + disk.id()),
                        "the disk " + disk.name() + " of " + disk.owner() + " and what is on it",
                        deleted -> List.of("/disk list")));
    }

    private Outcome attach(Arguments arguments, Turn turn) {
        return withMeant(
                arguments,
                turn,
                disk -> changes.change(
                        arguments,
                        turn,
                        Request.post(ALL + "/" + disk.id() + "/attach", Map.of("vm", arguments.text("name"))),
                        attached -> List.of("/vm disk list name:" + attached.targetName())));
    }

    private static Outcome withMeant(Arguments arguments, Turn turn, Function<KeptDiskView, Outcome> work) {
        String nameOrId = arguments.text("disk");
        List<KeptDiskView> found = all(turn).stream()
                .filter(disk -> disk.name().equals(nameOrId) || disk.id().equals(nameOrId))
                .toList();
        if (found.size() == 1) {
            return work.apply(found.getFirst());
        }
        turn.say(
                found.isEmpty()
                        ? new Failure("disk: no disk called " + nameOrId + " is without a VM.", "See /disk list.")
                        : new Failure(
                                "disk: %d disks are called %s.".formatted(found.size(), nameOrId),
                                "Say which by its id; see /disk list."));
        return Outcome.USAGE;
    }

    private static List<KeptDiskView> all(Turn turn) {
        return turn.gateway().list(Request.get(ALL), KeptDiskView.class);
    }
}
