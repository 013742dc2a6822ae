package org.vmc.bot.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Caller;
import org.vmc.bot.gateway.GatewayException;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** What the cluster has to offer, and how it is. */
@ApplicationScoped
class ClusterCommands implements CommandGroup {

    @Override
    public List<Command> commands() {
        return List.of(
                new Catalogue("host list", "List the hosts", "/hosts")
                        .columns(
                                "name",
                                "pool",
                                "address",
                                "live",
                                "enabled",
                                "cpus",
                                "memoryMib",
                                "freeMemoryMib",
                                "vms"),
                new Catalogue("type list", "List instance types", "/types")
                        .columns("name", "family", "vcpus", "memoryMib"),
                new Catalogue(
                                "role list",
                                "List what virtual machines can be for, and what that presses, 0 to 5",
                                "/roles")
                        .columns("name", "summary", "demand/cpu", "demand/memory", "demand/disk", "demand/network"),
                new Catalogue("source list", "List named sources for builds", "/sources")
                        .columns("name", "version", "description"),
                Command.reading("whoami", "Show who you are here", this::whoami),
                Command.reading("status", "Show how the cluster is", this::status));
    }

    /** A command that lists something as it is offered. */
    private record Catalogue(String path, String summary, String route) {

        Command columns(String... fields) {
            return Command.reading(path, summary, (arguments, turn) -> {
                List<JsonNode> items = turn.gateway().list(Request.get(route), JsonNode.class);
                turn.say(items.isEmpty() ? new Text("There are none.") : table(List.of(fields), items));
                return Outcome.OK;
            });
        }

        private static Table table(List<String> fields, List<JsonNode> items) {
            return new Table(
                    fields,
                    items.stream()
                            .map(item -> fields.stream()
                                    .map(field -> item.at("/" + field).asText("-"))
                                    .toList())
                            .toList());
        }
    }

    private Outcome whoami(Arguments arguments, Turn turn) {
        Caller caller = turn.gateway().whoami();
        String team = caller.team() == null ? "no team" : "team " + caller.team();
        turn.say(new Text("You are " + caller.user() + ", role " + caller.role().label() + ", " + team + "."));
        return Outcome.OK;
    }

    private Outcome status(Arguments arguments, Turn turn) {
        List<List<String>> rows = List.of(
                row(turn, "hosts", Request.get("/hosts")),
                row(turn, "virtual machines", Request.get("/vms")),
                row(turn, "storage hosts", Request.get("/storage/peers")),
                row(turn, "volumes", Request.get("/storage/volumes")),
                row(turn, "builds", Request.get("/builds")),
                row(turn, "operations running", Request.get("/operations").with("state", "RUNNING")));
        turn.say(new Table(List.of("part", "status"), rows));
        return rows.stream().allMatch(row -> row.get(1).matches("[0-9]+")) ? Outcome.OK : Outcome.FAILED;
    }

    /** A part that does not answer is a line of the status, not its end. */
    private static List<String> row(Turn turn, String part, Request request) {
        try {
            return List.of(
                    part,
                    String.valueOf(turn.gateway().list(request, JsonNode.class).size()));
        } catch (GatewayException e) {
            return List.of(part, e.sentence());
        }
    }
}
