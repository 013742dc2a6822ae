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

/** {@code /iso …}. */
@ApplicationScoped
class IsoCommands implements CommandGroup {

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading("iso list", "List the ISOs of the pools: what guests are installed from", this::list)
                        .example("/iso list"));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<JsonNode> isos = turn.gateway().list(Request.get("/isos"), JsonNode.class);
        if (isos.isEmpty()) {
            turn.say(new Text("No pool has an SR with ISOs in it. Add an ISO library to a pool first."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("name", "size", "pool", "storage", "what for"),
                isos.stream()
                        .map(iso -> List.of(
                                iso.path("name").asText("-"),
                                Amounts.bytes(iso.path("sizeBytes").asLong()),
                                iso.path("pool").asText("-"),
                                iso.path("storage").asText("-"),
                                iso.path("tools").asBoolean() ? "tools for guests" : "/vm install"))
                        .toList()));
        return Outcome.OK;
    }
}
