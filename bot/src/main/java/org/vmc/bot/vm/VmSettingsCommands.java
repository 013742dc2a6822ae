package org.vmc.bot.vm;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
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

/** What changes the size, the name or the lease of a VM. */
@ApplicationScoped
class VmSettingsCommands implements CommandGroup {

    private final Changes changes;

    VmSettingsCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                command(
                        "resize",
                        "Give a halted virtual machine another type",
                        required("type", ArgumentType.KEY, "instance type; see /type list")
                                .suggestedBy(gateway -> Named.names(gateway, "/types")),
                        "type",
                        "/vm resize name:ci-1 type:standard.large",
                        resized -> List.of("/vm start name:" + resized.targetName())),
                command(
                        "rename",
                        "Give a virtual machine another name",
                        required("to", ArgumentType.NAME, "name it gets"),
                        "name",
                        "/vm rename name:ci-1 to:build-1",
                        renamed -> List.of("/vm list")),
                command(
                        "extend",
                        "Keep a virtual machine longer than its lease says",
                        required("by", ArgumentType.DURATION, "how much longer it is needed"),
                        "by",
                        "/vm extend name:ci-1 by:8h",
                        VmPaths::showIt),
                Command.changing(
                                "vm claim",
                                Role.OPERATOR,
                                "Give a virtual machine that was made in the pool itself an owner here",
                                this::claim)
                        .with(
                                required("name", ArgumentType.TEXT, "name it has in its pool")
                                        .suggestedBy(VmPaths.NAMES),
                                optional("to", ArgumentType.NAME, "name it gets; otherwise it keeps its own"),
                                optional("owner", ArgumentType.KEY, "user it is to belong to; otherwise you"),
                                optional("team", ArgumentType.KEY, "team of that user; otherwise yours"))
                        .example("/vm claim name:\"Legacy VM\" to:legacy-1 owner:ana"));
    }

    private Outcome claim(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        arguments.find("to").ifPresent(name -> body.put("name", name));
        arguments.find("owner").ifPresent(owner -> body.put("owner", owner));
        arguments.find("team").ifPresent(team -> body.put("team", team));
        return changes.change(
                arguments, turn, Request.post(VmPaths.of(arguments, turn) + "/claim", body), VmPaths::showIt);
    }

    private Command command(String verb, String help, Argument setting, String field, String example, NextSteps next) {
        Handler handler = (arguments, turn) -> {
            String path = VmPaths.of(arguments, turn) + "/" + verb;
            return changes.change(
                    arguments, turn, Request.post(path, Map.of(field, arguments.text(setting.name()))), next);
        };
        return Command.changing("vm " + verb, Role.ENGINEER, help, handler)
                .with(VmPaths.NAME, setting)
                .example(example);
    }
}
