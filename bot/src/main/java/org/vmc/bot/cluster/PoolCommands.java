package org.vmc.bot.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Effect;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Suggester;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /pool …}, as far as it only looks. Credentials are never typed: hosts are named as they are configured. */
@ApplicationScoped
class PoolCommands implements CommandGroup {

    private static final Suggester POOLS = names("/pools");

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading("pool list", "List the pools, and whether they can be heard", this::list), preflight());
    }

    private Command preflight() {
        return new Command(
                        "pool preflight",
                        "Check whether a host may join a pool; changes nothing",
                        Role.OPERATOR,
                        Effect.READ,
                        List.of(),
                        null,
                        "/pool preflight pool:lab candidate:s1",
                        this::check)
                .with(
                        Argument.required("pool", ArgumentType.NAME, "pool it shall join")
                                .suggestedBy(POOLS),
                        Argument.required(
                                        "candidate",
                                        ArgumentType.NAME,
                                        "host as the configuration of the service names it")
                                .suggestedBy(names("/pools/candidates")));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<JsonNode> pools = turn.gateway().list(Request.get("/pools"), JsonNode.class);
        if (pools.isEmpty()) {
            turn.say(new Text("No pool is configured."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("name", "reachable", "coordinator", "hosts", "VMs"),
                pools.stream()
                        .map(pool -> List.of(
                                pool.path("name").asText(),
                                pool.path("reachable").asBoolean() ? "yes" : "no",
                                pool.path("coordinator").asText("-"),
                                pool.path("hosts").asText(),
                                pool.path("vms").asText()))
                        .toList()));
        pools.stream()
                .filter(pool -> pool.hasNonNull("trouble"))
                .forEach(pool -> turn.say(new Text(
                        pool.path("name").asText() + ": " + pool.path("trouble").asText())));
        return Outcome.OK;
    }

    private Outcome check(Arguments arguments, Turn turn) {
        JsonNode report = turn.gateway()
                .call(
                        Request.post(
                                "/pools/" + arguments.text("pool") + "/preflight",
                                Map.of("candidate", arguments.text("candidate"))),
                        JsonNode.class);
        List<JsonNode> checks = new ArrayList<>();
        report.path("checks").forEach(checks::add);
        turn.say(new Text(report.path("summary").asText()));
        turn.say(new Table(
                List.of("check", "result", "found"),
                checks.stream()
                        .map(check -> List.of(
                                check.path("name").asText(),
                                check.path("result").asText(),
                                check.path("found").asText()))
                        .toList()));
        checks.stream()
                .filter(check -> check.hasNonNull("remedy"))
                .forEach(check -> turn.say(new Text(check.path("name").asText() + ": "
                        + check.path("remedy").asText())));
        return report.path("verdict").asText().equals("BLOCKING") ? Outcome.FAILED : Outcome.OK;
    }

    private static Suggester names(String route) {
        return gateway -> gateway.list(Request.get(route), JsonNode.class).stream()
                .map(item -> item.path("name").asText())
                .toList();
    }
}
