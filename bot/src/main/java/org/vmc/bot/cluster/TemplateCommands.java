package org.vmc.bot.cluster;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /template …}. */
@ApplicationScoped
class TemplateCommands implements CommandGroup {

    private static final String ALL = "/templates";

    private final Changes changes;

    TemplateCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading(
                        "template list",
                        "List templates: how they boot, how big they are, what they are for, who made them",
                        this::list),
                Command.changing(
                                "template create",
                                Role.ENGINEER,
                                "Make a template of a halted virtual machine, which stays as it is",
                                this::create)
                        .with(
                                required("vm", ArgumentType.NAME, "VM it is made of")
                                        .suggestedBy(gateway -> Named.names(gateway, "/vms")),
                                required("name", ArgumentType.NAME, "name the template gets"),
                                optional(
                                                "sr",
                                                ArgumentType.TEXT,
                                                "SR for its disks; otherwise where those of the VM are")
                                        .suggestedBy(gateway -> Named.names(gateway, "/storage-repositories")),
                                optional("description", ArgumentType.TEXT, "what it is, for people"),
                                optional("role", ArgumentType.KEY, "what its clones are for; otherwise that of the VM")
                                        .suggestedBy(gateway -> Named.names(gateway, "/roles")),
                                optional("toolchain", ArgumentType.TEXT, "the compiler in it"))
                        .example(
                                "/template create vm:ci-1 name:debian-12-gcc toolchain:\"gcc-12.2.0 x86_64\" role:compilation"),
                Command.destroying(
                                "template delete",
                                Role.ENGINEER,
                                "Delete a template that was made here, with its disks",
                                this::delete)
                        .with(
                                required("name", ArgumentType.TEXT, "name or id of the template; see /template list")
                                        .suggestedBy(gateway -> Named.names(gateway, ALL)),
                                optional("pool", ArgumentType.KEY, "pool it is in, when several have one of that name")
                                        .suggestedBy(gateway -> Named.names(gateway, "/pools")))
                        .example("/template delete name:debian-12-gcc confirm:yes"));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<JsonNode> templates = all(turn);
        if (templates.isEmpty()) {
            turn.say(new Text("There are none."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of(
                        "name",
                        "pool",
                        "description",
                        "role",
                        "boot",
                        "CPUs",
                        "memory",
                        "disks",
                        "toolchain",
                        "made by"),
                templates.stream()
                        .map(template -> List.of(
                                text(template, "name"),
                                text(template, "pool"),
                                text(template, "description"),
                                text(template, "role"),
                                (text(template, "bootMode") + " "
                                                + template.path("bootParameters")
                                                        .asText())
                                        .strip(),
                                text(template, "vcpus"),
                                text(template, "memoryMib") + " MiB",
                                Amounts.bytes(template.path("diskBytes").asLong()),
                                text(template, "toolchain"),
                                text(template, "owner")))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome create(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : List.of("name", "vm", "sr", "description", "role", "toolchain")) {
            arguments.find(field).ifPresent(value -> body.put(field, value));
        }
        return changes.change(arguments, turn, Request.post(ALL, body), made -> List.of("/template list"));
    }

    private Outcome delete(Arguments arguments, Turn turn) {
        String nameOrId = arguments.text("name");
        List<JsonNode> meant = all(turn).stream()
                .filter(template -> text(template, "name").equals(nameOrId)
                        || text(template, "id").equals(nameOrId))
                .filter(template -> arguments
                        .find("pool")
                        .filter(pool -> !pool.equals(text(template, "pool")))
                        .isEmpty())
                .toList();
        if (meant.size() != 1) {
            turn.say(
                    meant.isEmpty()
                            ? new Failure("name: there is no template called " + nameOrId + ".", "See /template list.")
                            : new Failure(
                                    "name: %d templates are called %s.".formatted(meant.size(), nameOrId),
                                    "Say in which pool: with pool:."));
            return Outcome.USAGE;
        }
        JsonNode template = meant.getFirst();
        return changes.destroy(
                arguments,
                turn,
                Request.delete(ALL + "/" + text(template, "id")),
                "the template %s of %s and what is on its disks"
                        .formatted(text(template, "name"), text(template, "owner")),
                deleted -> List.of("/template list"));
    }

    private static List<JsonNode> all(Turn turn) {
        return turn.gateway().list(Request.get(ALL), JsonNode.class);
    }

    private static String text(JsonNode template, String field) {
        return template.path(field).asText("-");
    }
}
