package org.vmc.bot.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /template …}. */
@ApplicationScoped
class TemplateCommands implements CommandGroup {

    @Override
    public List<Command> commands() {
        return List.of(Command.reading(
                "template list", "List templates: how they boot, how big they are, what they are for", this::list));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<JsonNode> templates = turn.gateway().list(Request.get("/templates"), JsonNode.class);
        if (templates.isEmpty()) {
            turn.say(new Text("There are none."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("name", "pool", "description", "role", "boot", "CPUs", "memory", "disks", "toolchain"),
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
                                text(template, "toolchain")))
                        .toList()));
        return Outcome.OK;
    }

    private static String text(JsonNode template, String field) {
        return template.path(field).asText("-");
    }
}
