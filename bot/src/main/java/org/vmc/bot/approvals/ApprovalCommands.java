package org.vmc.bot.approvals;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Gateway;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /approval list}, {@code /approval approve} and {@code /approval reject}. */
@ApplicationScoped
class ApprovalCommands implements CommandGroup {

    private static final String ALL = "/approvals";
    private static final Argument ID = required("id", ArgumentType.ID, "id of the request; see /approval list")
            .suggestedBy(ApprovalCommands::yours);

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading("approval list", "List requests that wait for an approval", this::list),
                Command.changing(
                                "approval approve",
                                Role.ENGINEER,
                                "Let a request of somebody else go on",
                                (arguments, turn) -> decide(arguments, turn, "approve"))
                        .with(ID, optional("reason", ArgumentType.TEXT, "what the requester is told"))
                        .example("/approval approve id:0197c5b4-0000-7000-8000-000000000001"),
                Command.changing(
                                "approval reject",
                                Role.ENGINEER,
                                "Refuse a request of somebody else",
                                (arguments, turn) -> decide(arguments, turn, "reject"))
                        .with(ID, required("reason", ArgumentType.TEXT, "what the requester is told"))
                        .example("/approval reject id:0197c5b4-0000-7000-8000-000000000001 reason:\"too many\""));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<ApprovalView> waiting = turn.gateway().list(Request.get(ALL), ApprovalView.class);
        if (waiting.isEmpty()) {
            turn.say(new Text("Nothing waits for an approval."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("id", "requester", "what", "why", "by", "until"),
                waiting.stream()
                        .map(approval -> List.of(
                                approval.id(),
                                approval.requester(),
                                approval.summary(),
                                approval.reasons(),
                                approval.yours() ? "you" : approval.by(),
                                approval.expiresAt()))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome decide(Arguments arguments, Turn turn, String verb) {
        boolean dryRun = arguments.flag("dry-run");
        Map<String, Object> body = arguments
                .find("reason")
                .<Map<String, Object>>map(reason -> Map.of("reason", reason))
                .orElse(Map.of());
        Request request = Request.post(ALL + "/" + arguments.text("id") + "/" + verb, body);
        ApprovalView approval =
                turn.gateway().call(dryRun ? request.with("dryRun", "true") : request, ApprovalView.class);
        String done = verb.equals("approve") ? "approved" : "rejected";
        turn.say(new Text("%s: %s, asked for by %s."
                .formatted(dryRun ? "Would be " + done : "Is " + done, approval.summary(), approval.requester())));
        return Outcome.OK;
    }

    private static List<String> yours(Gateway gateway) {
        return gateway.list(Request.get(ALL), ApprovalView.class).stream()
                .filter(ApprovalView::yours)
                .map(ApprovalView::id)
                .toList();
    }
}
