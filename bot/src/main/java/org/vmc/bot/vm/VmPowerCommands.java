package org.vmc.bot.vm;

import static org.vmc.bot.commands.Argument.optional;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Handler;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Named;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.operations.Changes;
import org.vmc.bot.operations.NextSteps;

/** {@code /vm start}, {@code /vm stop} and what else changes the power or the host of a VM. */
@ApplicationScoped
class VmPowerCommands implements CommandGroup {

    private final Changes changes;

    VmPowerCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                command("start", "Start a halted virtual machine", VmPaths::showIt),
                forceable(
                        "stop",
                        "Shut a virtual machine down",
                        "true: switch it off without asking the guest",
                        stopped -> List.of("/vm start name:" + stopped.targetName())),
                forceable(
                        "reboot",
                        "Reboot a virtual machine",
                        "true: reset it without asking the guest",
                        VmPaths::showIt),
                command(
                        "pause",
                        "Pause a virtual machine; it keeps its memory",
                        paused -> List.of("/vm unpause name:" + paused.targetName())),
                command("unpause", "Let a paused virtual machine go on", VmPaths::showIt),
                command(
                        "suspend",
                        "Write a virtual machine to disk and free its memory",
                        suspended -> List.of("/vm resume name:" + suspended.targetName())),
                command("resume", "Resume a suspended virtual machine", VmPaths::showIt),
                Command.changing(
                                "vm migrate",
                                Role.ENGINEER,
                                "Move a running virtual machine to another host",
                                this::migrate)
                        .with(
                                VmPaths.NAME,
                                optional("host", ArgumentType.HOST, "host to move it to; otherwise the best other one")
                                        .suggestedBy(gateway -> Named.names(gateway, "/hosts")))
                        .example("/vm migrate name:ci-1 host:h2"));
    }

    private Command command(String verb, String help, NextSteps next) {
        Handler handler = (arguments, turn) ->
                changes.change(arguments, turn, Request.post(VmPaths.of(arguments, turn) + "/" + verb, null), next);
        return Command.changing("vm " + verb, Role.ENGINEER, help, handler)
                .with(VmPaths.NAME)
                .example("/vm " + verb + " name:ci-1");
    }

    private Command forceable(String verb, String help, String forceHelp, NextSteps next) {
        Handler handler = (arguments, turn) -> changes.change(
                arguments,
                turn,
                Request.post(VmPaths.of(arguments, turn) + "/" + verb, Map.of("force", arguments.flag("force"))),
                next);
        Argument force = optional("force", ArgumentType.FLAG, forceHelp).or("false");
        return Command.changing("vm " + verb, Role.ENGINEER, help, handler)
                .with(VmPaths.NAME, force)
                .example("/vm " + verb + " name:ci-1");
    }

    private Outcome migrate(Arguments arguments, Turn turn) {
        Map<String, Object> body = arguments
                .find("host")
                .<Map<String, Object>>map(host -> Map.of("host", host))
                .orElse(Map.of());
        Request request = Request.post(VmPaths.of(arguments, turn) + "/migrate", body);
        return changes.change(arguments, turn, request, VmPaths::showIt);
    }
}
