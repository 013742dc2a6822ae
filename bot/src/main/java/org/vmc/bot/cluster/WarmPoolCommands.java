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
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /warm …}: virtual machines that are kept ready ahead. */
@ApplicationScoped
class WarmPoolCommands implements CommandGroup {

    private static final List<String> COLUMNS = List.of("template", "type", "pool", "size", "ready", "making");

    private final Changes changes;

    WarmPoolCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading("warm list", "List what is kept ready ahead, and how much of it is", this::list),
                Command.changing(
                                "warm set",
                                Role.OPERATOR,
                                "Set how many virtual machines of a template and type are kept ready",
                                this::set)
                        .with(
                                required("template", ArgumentType.KEY, "template; see /template list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/templates")),
                                required("type", ArgumentType.KEY, "instance type; see /type list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/types")),
                                required("size", ArgumentType.whole(0, 20), "how many; 0 removes them"),
                                optional("pool", ArgumentType.NAME, "pool; otherwise the first that has the template")
                                        .suggestedBy(gateway -> Named.names(gateway, "/pools")))
                        .example("/warm set template:build-worker type:standard.small size:3"));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<JsonNode> sizes = turn.gateway().list(Request.get("/warm-pool"), JsonNode.class);
        turn.say(
                sizes.isEmpty()
                        ? new Text("Nothing is kept ready ahead. See /help warm set.")
                        : new Table(
                                COLUMNS,
                                sizes.stream().map(WarmPoolCommands::row).toList()));
        return Outcome.OK;
    }

    private static List<String> row(JsonNode size) {
        return COLUMNS.stream().map(field -> size.path(field).asText("-")).toList();
    }

    private Outcome set(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", arguments.text("type"));
        body.put("size", arguments.whole("size"));
        arguments.find("pool").ifPresent(pool -> body.put("pool", pool));
        Request request = Request.put("/warm-pool/" + arguments.text("template"), body);
        return changes.change(arguments, turn, request, done -> List.of("/warm list"));
    }
}
