package org.vmc.bot.cluster;

import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
import org.vmc.bot.operations.NextSteps;

/** What empties and opens hosts and rebalances pools. */
@ApplicationScoped
class HostCommands implements CommandGroup {

    private static final Argument HOST = required("host", ArgumentType.HOST, "name of the host")
            .suggestedBy(gateway -> Named.names(gateway, "/hosts"));
    private static final Argument POOL = required("pool", ArgumentType.KEY, "name of the pool")
            .suggestedBy(gateway -> Named.names(gateway, "/pools"));

    private final Changes changes;

    HostCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing(
                                "host evacuate",
                                Role.OPERATOR,
                                "Move all running virtual machines off a host and keep new ones away",
                                this::evacuate)
                        .with(HOST)
                        .example("/host evacuate host:h1 dry-run:true"),
                Command.changing(
                                "host enable", Role.OPERATOR, "Let virtual machines come to a host again", this::enable)
                        .with(HOST)
                        .example("/host enable host:h1"),
                Command.changing(
                                "pool rebalance",
                                Role.OPERATOR,
                                "Move virtual machines so that the hosts of a pool share the load better",
                                this::rebalance)
                        .with(POOL)
                        .example("/pool rebalance pool:lab dry-run:true"));
    }

    private Outcome evacuate(Arguments arguments, Turn turn) {
        return change(
                arguments,
                turn,
                "/hosts/" + arguments.text("host") + "/evacuate",
                host -> List.of("/host list", "/host enable host:" + host.targetName()));
    }

    private Outcome enable(Arguments arguments, Turn turn) {
        return change(arguments, turn, "/hosts/" + arguments.text("host") + "/enable", host -> List.of("/host list"));
    }

    private Outcome rebalance(Arguments arguments, Turn turn) {
        String path = "/pools/" + arguments.text("pool") + "/rebalance";
        return change(arguments, turn, path, pool -> List.of("/host list"));
    }

    private Outcome change(Arguments arguments, Turn turn, String path, NextSteps next) {
        return changes.change(arguments, turn, Request.post(path, null), next);
    }
}
