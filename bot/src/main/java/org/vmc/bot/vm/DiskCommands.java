package org.vmc.bot.vm;

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
import org.vmc.bot.operations.OperationView;
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /vm disk …}. */
@ApplicationScoped
class DiskCommands implements CommandGroup {

    private final Changes changes;

    DiskCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing("vm disk add", Role.ENGINEER, "Give a virtual machine another disk", this::add)
                        .with(
                                VmPaths.NAME,
                                required("disk", ArgumentType.NAME, "name the disk gets"),
                                required("size", ArgumentType.SIZE, "how big"),
                                optional("storage", ArgumentType.TEXT, "SR to make it in; otherwise the pool's default")
                                        .suggestedBy(gateway -> Named.names(gateway, "/storage-repositories")))
                        .example("/vm disk add name:ci-1 disk:scratch size:10G"),
                Command.reading("vm disk list", "List the disks of a virtual machine", this::list)
                        .with(VmPaths.NAME)
                        .example("/vm disk list name:ci-1"),
                Command.destroying(
                                "vm disk delete",
                                Role.ENGINEER,
                                "Take a disk from a virtual machine and destroy it",
                                this::delete)
                        .with(VmPaths.NAME, required("disk", ArgumentType.NAME, "name of the disk; see /vm disk list"))
                        .example("/vm disk delete name:ci-1 disk:scratch confirm:yes"),
                Command.changing(
                                "vm disk detach",
                                Role.ENGINEER,
                                "Take a disk from a virtual machine and keep it",
                                this::detach)
                        .with(VmPaths.NAME, required("disk", ArgumentType.NAME, "name of the disk; see /vm disk list"))
                        .example("/vm disk detach name:ci-1 disk:scratch"),
                Command.changing(
                                "vm disk move",
                                Role.ENGINEER,
                                "Take a disk from a virtual machine and give it to another",
                                this::move)
                        .with(
                                VmPaths.NAME,
                                required("disk", ArgumentType.NAME, "name of the disk; see /vm disk list"),
                                required("to", ArgumentType.NAME, "VM that gets it; of the same owner and pool")
                                        .suggestedBy(VmPaths.NAMES))
                        .example("/vm disk move name:ci-1 disk:scratch to:ci-2"));
    }

    private Outcome add(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", arguments.text("disk"));
        body.put("size", arguments.text("size"));
        arguments.find("storage").ifPresent(storage -> body.put("storage", storage));
        Request request = Request.post(VmPaths.of(arguments, turn) + "/disks", body);
        return changes.change(arguments, turn, request, DiskCommands::listThem);
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<DiskView> disks = turn.gateway().list(Request.get(VmPaths.of(arguments, turn) + "/disks"), DiskView.class);
        if (disks.isEmpty()) {
            turn.say(new Text(arguments.text("name") + " has no disks. Add one with /vm disk add."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("disk", "size", "used", "storage", "device", "boots"),
                disks.stream()
                        .map(disk -> List.of(
                                disk.name(),
                                Amounts.bytes(disk.sizeBytes()),
                                Amounts.bytes(disk.usedBytes()),
                                disk.storage(),
                                disk.device().isEmpty() ? "-" : disk.device(),
                                disk.bootable() ? "yes" : "no"))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome delete(Arguments arguments, Turn turn) {
        String disk = arguments.text("disk");
        return changes.destroy(
                arguments,
                turn,
                Request.delete(VmPaths.of(arguments, turn) + "/disks/" + disk),
                "the disk " + disk + " of " + arguments.text("name") + " and what is on it",
                DiskCommands::listThem);
    }

    private Outcome detach(Arguments arguments, Turn turn) {
        return changes.change(
                arguments,
                turn,
                Request.post(path(arguments, turn) + "/detach", null),
                detached -> List.of("/disk list"));
    }

    private Outcome move(Arguments arguments, Turn turn) {
        String to = arguments.text("to");
        return changes.change(
                arguments,
                turn,
                Request.post(path(arguments, turn) + "/move", Map.of("to", to)),
                moved -> List.of("/vm disk list name:" + to));
    }

    private static String path(Arguments arguments, Turn turn) {
        return VmPaths.of(arguments, turn) + "/disks/" + arguments.text("disk");
    }

    private static List<String> listThem(OperationView operation) {
        return List.of("/vm disk list name:" + operation.targetName());
    }
}
