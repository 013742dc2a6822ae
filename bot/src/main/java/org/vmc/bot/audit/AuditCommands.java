package org.vmc.bot.audit;

import static org.vmc.bot.commands.Argument.optional;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /audit}. */
@ApplicationScoped
class AuditCommands implements CommandGroup {
    private static final int HOURS_OF_A_YEAR = 8_760;

    private final Clock clock = Clock.systemUTC();

    @Override
    public List<Command> commands() {
        return List.of(Command.reading(
                        "audit",
                        "Show who did or tried what, newest first; your own, or all for an operator",
                        this::show)
                .with(
                        optional("actor", ArgumentType.TEXT, "only what this user did"),
                        optional("action", ArgumentType.TEXT, "only actions with this in them, for example DeleteVm"),
                        optional("target", ArgumentType.TEXT, "only what was done to the thing of this id or name"),
                        optional("outcome", ArgumentType.choice("accepted", "refused"), "only what ended like this"),
                        optional("hours", ArgumentType.whole(1, HOURS_OF_A_YEAR), "only the last so many hours"),
                        optional("limit", ArgumentType.whole(1, 200), "how many")
                                .or("20"))
                .example("/audit actor:ana outcome:refused hours:24"));
    }

    private Outcome show(Arguments arguments, Turn turn) {
        Request request = Request.get("/audit")
                .with("actor", arguments.find("actor"))
                .with("action", arguments.find("action"))
                .with("target", arguments.find("target"))
                .with("outcome", arguments.find("outcome"))
                .with("since", arguments.find("hours").map(hours -> clock.instant()
                        .minus(Duration.ofHours(Long.parseLong(hours)))
                        .toString()))
                .with("limit", arguments.text("limit"));
        JsonNode page = turn.gateway().call(request, JsonNode.class);
        if (page.path("items").isEmpty()) {
            turn.say(new Text("Nothing like that was done or tried."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("time", "who", "action", "target", "outcome", "reason"),
                page.path("items").valueStream().map(AuditCommands::row).toList()));
        if (page.has("nextCursor")) {
            turn.say(new Text("There are older ones: limit: shows up to 200, and the other arguments narrow it."));
        }
        return Outcome.OK;
    }

    private static List<String> row(JsonNode entry) {
        return List.of(
                entry.path("at").asText(),
                entry.path("actor").asText(),
                entry.path("action").asText(),
                entry.path("targetName").asText(entry.path("targetId").asText("-")),
                entry.path("outcome").asText(),
                entry.path("reason").asText("-"));
    }
}
