package org.vmc.bot.vm;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.vmc.bot.operations.OperationView;
import org.vmc.bot.output.Text;

/** {@code /vm install} and {@code /vm cd …}: guests that come from a medium. */
@ApplicationScoped
class InstallCommands implements CommandGroup {

    private static final Argument ISO = required("iso", ArgumentType.TEXT, "ISO, by name; see /iso list")
            .suggestedBy(gateway -> Named.names(gateway, "/isos"));

    private final Changes changes;

    InstallCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing(
                                "vm install",
                                Role.ENGINEER,
                                "Create a virtual machine whose guest is installed from an ISO",
                                this::install)
                        .with(
                                required("name", ArgumentType.NAME, "name of the VM"),
                                required("type", ArgumentType.KEY, "instance type; see /type list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/types")),
                                ISO,
                                optional("size", ArgumentType.SIZE, "how big its disk is"),
                                optional("storage", ArgumentType.TEXT, "SR for its disk; see /sr list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/storage-repositories")),
                                optional(
                                        "template",
                                        ArgumentType.TEXT,
                                        "one the pool ships with, for guests that need it; any guest otherwise"),
                                optional(
                                        "boot-parameters",
                                        ArgumentType.TEXT,
                                        "parameters of the installer's kernel, for a paravirtual template"),
                                optional("role", ArgumentType.KEY, "what it is for; see /role list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/roles")),
                                optional("lease", ArgumentType.DURATION, "how long it is needed"),
                                optional("pool", ArgumentType.KEY, "pool to create it in")
                                        .suggestedBy(gateway -> Named.names(gateway, "/pools")),
                                optional("host", ArgumentType.HOST, "host to create it on; otherwise the best one")
                                        .suggestedBy(gateway -> Named.names(gateway, "/hosts")))
                        .example("/vm install name:db-1 type:standard.small iso:debian-12-netinst.iso size:20G"),
                Command.reading("vm cd show", "Show what is in the CD drive of a virtual machine", this::show)
                        .with(VmPaths.NAME)
                        .example("/vm cd show name:db-1"),
                Command.changing(
                                "vm cd insert",
                                Role.ENGINEER,
                                "Put an ISO into the CD drive of a virtual machine",
                                this::insert)
                        .with(VmPaths.NAME, ISO)
                        .example("/vm cd insert name:db-1 iso:guest-tools.iso"),
                Command.changing(
                                "vm cd eject",
                                Role.ENGINEER,
                                "Take the ISO out of the CD drive of a virtual machine",
                                this::eject)
                        .with(VmPaths.NAME)
                        .example("/vm cd eject name:db-1"));
    }

    private Outcome install(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : List.of("name", "type", "iso", "storage", "template", "role", "lease", "pool", "host")) {
            arguments.find(field).ifPresent(value -> body.put(field, value));
        }
        arguments.find("size").ifPresent(size -> body.put("diskSize", size));
        arguments.find("boot-parameters").ifPresent(parameters -> body.put("bootParameters", parameters));
        return changes.change(
                arguments,
                turn,
                Request.post(VmPaths.ALL, body),
                created -> List.of(
                        "/vm console name:" + created.targetName(), "/vm cd eject name:" + created.targetName()));
    }

    private Outcome show(Arguments arguments, Turn turn) {
        String name = arguments.text("name");
        JsonNode cd = turn.gateway().call(Request.get(path(arguments, turn)), JsonNode.class);
        String iso = cd.path("iso").asText("");
        if (!iso.isEmpty()) {
            turn.say(new Text(
                    "%s is in the drive of %s. Take it out with /vm cd eject name:%s.".formatted(iso, name, name)));
        } else if (cd.path("drive").asBoolean()) {
            turn.say(new Text("The drive of %s is empty. Put an ISO into it with /vm cd insert.".formatted(name)));
        } else {
            turn.say(new Text("%s has no drive. While it is halted, /vm cd insert gives it one.".formatted(name)));
        }
        return Outcome.OK;
    }

    private Outcome insert(Arguments arguments, Turn turn) {
        Request request = Request.put(path(arguments, turn), Map.of("iso", arguments.text("iso")));
        return changes.change(arguments, turn, request, InstallCommands::showIt);
    }

    private Outcome eject(Arguments arguments, Turn turn) {
        return changes.change(arguments, turn, Request.delete(path(arguments, turn)), InstallCommands::showIt);
    }

    private static String path(Arguments arguments, Turn turn) {
        return VmPaths.of(arguments, turn) + "/cd";
    }

    private static List<String> showIt(OperationView operation) {
        return List.of("/vm cd show name:" + operation.targetName());
    }
}
