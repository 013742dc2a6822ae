package org.vmc.bot.schedules;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

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

/** {@code /weight …}. */
@ApplicationScoped
class WeightCommands implements CommandGroup {

    private static final String PATH = "/schedules";
    private static final int MOST_WEIGHT = 65_535;
    private static final List<String> NEXT = List.of("/weight list");

    private final Changes changes;

    WeightCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading(
                        "weight list",
                        "List the weights VMs of a role have at certain times, and which are in force now",
                        WeightCommands::list),
                Command.changing(
                                "weight add",
                                Role.OPERATOR,
                                "Give VMs of a role another share of their hosts' CPUs at certain times",
                                this::add)
                        .with(
                                required("name", ArgumentType.NAME, "name the schedule gets"),
                                required("role", ArgumentType.KEY, "what the VMs are for; see /role list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/roles")),
                                required(
                                        "weight",
                                        ArgumentType.whole(1, MOST_WEIGHT),
                                        "their weight; a VM without one has 256"),
                                required("from", ArgumentType.TIME, "when it begins"),
                                required(
                                        "until",
                                        ArgumentType.TIME,
                                        "when it ends; on the next day unless that is later"),
                                optional("days", ArgumentType.DAYS, "on which days it begins; otherwise every day"),
                                optional("zone", ArgumentType.ZONE, "time zone; otherwise the cluster's"))
                        .example("/weight add name:office-hours role:web-server weight:512 from:08:00 until:18:00"
                                + " days:MON-FRI zone:Europe/Prague"),
                Command.changing(
                                "weight delete",
                                Role.OPERATOR,
                                "Delete a schedule; VMs get back the weight they had",
                                this::delete)
                        .with(required("name", ArgumentType.NAME, "name of the schedule")
                                .suggestedBy(gateway -> Named.names(gateway, PATH)))
                        .example("/weight delete name:office-hours"));
    }

    private static Outcome list(Arguments arguments, Turn turn) {
        List<ScheduleView> schedules = turn.gateway().list(Request.get(PATH), ScheduleView.class);
        if (schedules.isEmpty()) {
            turn.say(new Text("No role has a weight of its own at any time. Add one with /weight add."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("name", "role", "weight", "when", "in force", "changes", "VMs"),
                schedules.stream()
                        .map(schedule -> List.of(
                                schedule.name(),
                                schedule.role(),
                                String.valueOf(schedule.weight()),
                                schedule.when(),
                                schedule.state(),
                                schedule.nextChangeAt() == null ? "never" : schedule.nextChangeAt(),
                                schedule.presentVms()))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome add(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", arguments.text("name"));
        body.put("role", arguments.text("role"));
        body.put("weight", arguments.whole("weight"));
        body.put("from", arguments.text("from"));
        body.put("until", arguments.text("until"));
        arguments.find("days").ifPresent(days -> body.put("days", days));
        arguments.find("zone").ifPresent(zone -> body.put("zone", zone));
        return changes.change(arguments, turn, Request.post(PATH, body), added -> NEXT);
    }

    private Outcome delete(Arguments arguments, Turn turn) {
        return changes.change(arguments, turn, Request.delete(PATH + "/" + arguments.text("name")), deleted -> NEXT);
    }
}
