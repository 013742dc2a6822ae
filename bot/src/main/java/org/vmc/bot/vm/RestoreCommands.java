package org.vmc.bot.vm;

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
import org.vmc.bot.gateway.Named;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.operations.Changes;

/** {@code /vm restore} and what follows it. */
@ApplicationScoped
class RestoreCommands implements CommandGroup {

    private final Changes changes;

    RestoreCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.destroying(
                                "vm restore",
                                Role.ENGINEER,
                                "Give a broken virtual machine the system disk of a template; its own is kept aside",
                                this::restore)
                        .with(
                                VmPaths.NAME,
                                required("template", ArgumentType.KEY, "recovery template; see /template list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/templates")))
                        .example("/vm restore name:ci-1 template:debian-12 confirm:yes"),
                Command.destroying(
                                "vm restore undo",
                                Role.ENGINEER,
                                "Give a restored virtual machine the disk back that it broke on",
                                this::undo)
                        .with(VmPaths.NAME)
                        .example("/vm restore undo name:ci-1 confirm:yes"),
                Command.destroying(
                                "vm restore release",
                                Role.ENGINEER,
                                "Delete the disk that a restored virtual machine broke on",
                                this::release)
                        .with(VmPaths.NAME)
                        .example("/vm restore release name:ci-1 confirm:yes"));
    }

    private Outcome restore(Arguments arguments, Turn turn) {
        String name = arguments.text("name");
        return changes.destroy(
                arguments,
                turn,
                Request.post(VmPaths.of(arguments, turn) + "/restore", Map.of("template", arguments.text("template"))),
                "what runs on " + name + " (its system disk is kept until it is released)",
                restored -> List.of(
                        "/vm restore undo name:" + restored.targetName(),
                        "/vm restore release name:" + restored.targetName()));
    }

    private Outcome undo(Arguments arguments, Turn turn) {
        return changes.destroy(
                arguments,
                turn,
                Request.post(VmPaths.of(arguments, turn) + "/restore/undo", null),
                "the system disk " + arguments.text("name") + " has had since it was restored",
                undone -> List.of("/vm start name:" + undone.targetName()));
    }

    private Outcome release(Arguments arguments, Turn turn) {
        return changes.destroy(
                arguments,
                turn,
                Request.post(VmPaths.of(arguments, turn) + "/restore/release", null),
                "the disk " + arguments.text("name") + " had before it was restored",
                VmPaths::showIt);
    }
}
