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

/** {@code /vm copy}. */
@ApplicationScoped
class CopyCommands implements CommandGroup {

    private final Changes changes;

    CopyCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.changing(
                        "vm copy",
                        Role.ENGINEER,
                        "Copy a halted virtual machine with all that is on its disks",
                        this::copy)
                .with(
                        required("vm", ArgumentType.NAME, "VM to copy").suggestedBy(VmPaths.NAMES),
                        required("name", ArgumentType.NAME, "name the copy gets"),
                        optional("sr", ArgumentType.TEXT, "SR for its disks; otherwise where those of the VM are")
                                .suggestedBy(gateway -> Named.names(gateway, "/storage-repositories")),
                        optional("lease", ArgumentType.DURATION, "how long it is needed"))
                .example("/vm copy vm:ci-1 name:ci-2 sr:\"Shared storage\""));
    }

    private Outcome copy(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : List.of("name", "sr", "lease")) {
            arguments.find(field).ifPresent(value -> body.put(field, value));
        }
        String path = Named.path(turn.gateway(), VmPaths.ALL, arguments.text("vm"), "VM", "/vm list") + "/copy";
        return changes.change(
                arguments,
                turn,
                Request.post(path, body),
                copied -> List.of("/vm start name:" + copied.targetName(), "/vm show name:" + copied.targetName()));
    }
}
