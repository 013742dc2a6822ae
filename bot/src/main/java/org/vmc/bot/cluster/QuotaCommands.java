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
import org.vmc.bot.output.Table;

/** {@code /quota …}. */
@ApplicationScoped
class QuotaCommands implements CommandGroup {

    @Override
    public List<Command> commands() {
        return List.of(Command.reading("quota show", "Show what your team uses of what it may use", this::show));
    }

    private Outcome show(Arguments arguments, Turn turn) {
        List<JsonNode> teams = turn.gateway().list(Request.get("/quotas"), JsonNode.class);
        turn.say(new Table(
                List.of("team", "VMs", "VCPUs", "memory MiB", "snapshots"),
                teams.stream()
                        .map(team -> List.of(
                                team.path("team").asText().isEmpty()
                                        ? "(none)"
                                        : team.path("team").asText(),
                                share(team.path("vms")),
                                share(team.path("vcpus")),
                                share(team.path("memoryMib")),
                                share(team.path("snapshots"))))
                        .toList()));
        return Outcome.OK;
    }

    private static String share(JsonNode share) {
        String used = share.path("used").asText("0");
        return share.has("limit") ? used + " of " + share.path("limit").asText() : used + ", no limit";
    }
}
