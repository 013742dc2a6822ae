package org.vmc.bot.operations;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Suggester;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Gateway;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /op …}. */
@ApplicationScoped
class OperationCommands implements CommandGroup {

    private static final String PATH = "/operations";
    private static final ArgumentType STATE = ArgumentType.choice(
            "pending", "running", "cancelling", "undoing", "succeeded", "failed", "cancelled", "undo_failed");
    private static final Suggester ALL = gateway -> ids(gateway, Request.get(PATH));
    private static final Suggester RUNNING =
            gateway -> ids(gateway, Request.get(PATH).with("state", "RUNNING"));

    private final Follower follower;
    private final Clock clock = Clock.systemUTC();

    OperationCommands(Follower follower) {
        this.follower = follower;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading("op list", "List operations, newest first", this::list)
                        .with(
                                optional("state", STATE, "only those in this state"),
                                optional("kind", ArgumentType.KEY, "only this kind, for example CreateVm"),
                                optional("target", ArgumentType.ID, "only those about the thing of this id"),
                                optional("limit", ArgumentType.whole(1, 200), "how many")
                                        .or("20"))
                        .example("/op list state:running"),
                Command.reading("op show", "Show an operation and its steps", this::show)
                        .with(required("id", ArgumentType.ID, "the operation").suggestedBy(ALL))
                        .example("/op show id:0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10"),
                Command.reading("op follow", "Watch operations until they have ended", this::follow)
                        .with(required("id", ArgumentType.IDS, "the operations").suggestedBy(RUNNING))
                        .example("/op follow id:0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10"),
                Command.changing("op cancel", Role.ENGINEER, "Cancel an operation and undo what it began", this::cancel)
                        .with(required("id", ArgumentType.ID, "the operation").suggestedBy(RUNNING))
                        .example("/op cancel id:0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10"));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        Request request = Request.get(PATH)
                .with("state", arguments.find("state").map(state -> state.toUpperCase(Locale.ROOT)))
                .with("kind", arguments.find("kind"))
                .with("target", arguments.find("target"));
        List<OperationView> operations = turn.gateway().list(request, OperationView.class).stream()
                .limit(arguments.whole("limit"))
                .toList();
        if (operations.isEmpty()) {
            turn.say(new Text("There are no such operations."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("id", "operation", "state", "progress", "time", "by"),
                operations.stream().map(this::row).toList()));
        return Outcome.OK;
    }

    private Outcome show(Arguments arguments, Turn turn) {
        OperationView operation = read(turn, arguments.text("id"));
        turn.say(new Text(Sentences.of(operation, clock.instant())));
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("id", operation.id()));
        facts.add(List.of("state", operation.state() + " (" + Math.round(operation.progress() * 100) + " %)"));
        facts.add(List.of("by", orDash(operation.actor())));
        facts.add(List.of("cause", orDash(operation.cause())));
        facts.add(List.of(
                "accepted",
                operation.createdAt() == null ? "-" : operation.createdAt().toString()));
        for (Map.Entry<String, String> found : operation.presentResult().entrySet()) {
            facts.add(List.of(found.getKey(), found.getValue()));
        }
        turn.say(new Table(List.of("fact", "value"), facts));
        turn.say(new Table(
                List.of("step", "state", "message"),
                operation.presentSteps().stream()
                        .map(step -> List.of(orDash(step.name()), orDash(step.state()), orEmpty(step.message())))
                        .toList()));
        if (!operation.hasEnded()) {
            turn.say(new Text("Next: /op cancel id:" + operation.id()));
        }
        return Outcome.OK;
    }

    private Outcome follow(Arguments arguments, Turn turn) {
        List<OperationView> operations = Arrays.stream(arguments.text("id").split(","))
                .distinct()
                .map(id -> read(turn, id))
                .toList();
        return follower.follow(turn, operations, ended -> List.of());
    }

    private Outcome cancel(Arguments arguments, Turn turn) {
        OperationView operation = read(turn, arguments.text("id"));
        if (operation.hasEnded()) {
            turn.say(new Failure(
                    operation.label() + " has already ended (" + operation.state() + ").",
                    "See /op show id:" + operation.id()));
            return Outcome.FAILED;
        }
        if (arguments.flag("dry-run")) {
            turn.say(new Text("Would cancel " + operation.label() + " and undo the steps it has begun: "
                    + operation.presentSteps().stream()
                            .filter(step -> !"PENDING".equals(step.state()))
                            .map(step -> orDash(step.name()))
                            .toList()));
            return Outcome.OK;
        }
        turn.gateway().text(Request.post(PATH + "/" + operation.id() + "/cancel", null));
        Outcome outcome = follower.follow(turn, List.of(read(turn, operation.id())), ended -> List.of());
        boolean cancelled = read(turn, operation.id()).state().equals("CANCELLED");
        return cancelled ? Outcome.OK : outcome == Outcome.OK ? Outcome.FAILED : outcome;
    }

    private static OperationView read(Turn turn, String id) {
        return turn.gateway().call(Request.get(PATH + "/" + id), OperationView.class);
    }

    private List<String> row(OperationView operation) {
        return List.of(
                operation.id(),
                operation.label(),
                operation.state(),
                Math.round(operation.progress() * 100) + " %",
                Amounts.duration(operation.age(clock.instant())),
                orDash(operation.actor()));
    }

    private static List<String> ids(Gateway gateway, Request request) {
        return gateway.list(request, OperationView.class).stream()
                .map(OperationView::id)
                .toList();
    }

    private static String orDash(@Nullable String text) {
        return Optional.ofNullable(text).orElse("-");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
