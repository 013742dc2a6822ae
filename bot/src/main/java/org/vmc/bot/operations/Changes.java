package org.vmc.bot.operations;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Text;

/**
 * Carries out what changes the cluster, the same way for every command: show the plan on a dry run, ask before
 * something is lost, send the request, follow the operations it becomes.
 */
@ApplicationScoped
public class Changes {

    private final Follower follower;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Changes(Follower follower) {
        this.follower = follower;
    }

    /** Sends the request, or only its dry run when the arguments say so. */
    public Outcome change(Arguments arguments, Turn turn, Request request, NextSteps next) {
        if (arguments.flag("dry-run")) {
            return showPlan(turn, request);
        }
        JsonNode answer = turn.gateway().call(request, JsonNode.class);
        return follower.follow(turn, accepted(answer), next);
    }

    /**
     * As {@link #change}, after the user has seen the plan and said yes; the yes is to that plan and to no other.
     *
     * @param loss what is lost, to complete “This deletes …”
     */
    public Outcome destroy(Arguments arguments, Turn turn, Request request, String loss, NextSteps next) {
        return confirmed(arguments, turn, request, "This deletes " + loss + " for good", next);
    }

    /**
     * As {@link #destroy}, for what deletes nothing and is not to be done by mistake.
     *
     * @param consequence what comes of it, a sentence without its full stop
     */
    public Outcome confirmed(Arguments arguments, Turn turn, Request request, String consequence, NextSteps next) {
        if (arguments.flag("dry-run") || arguments.flag("confirm")) {
            return change(arguments, turn, request, next);
        }
        PlanView shown = plan(turn, request);
        PlanTables.show(turn, shown);
        Optional<String> answer = turn.asker().apply(consequence + ". Type yes to do it: ");
        if (answer.isEmpty()) {
            turn.say(new Failure(
                    "confirm: is missing; %s%s."
                            .formatted(consequence.substring(0, 1).toLowerCase(Locale.ROOT), consequence.substring(1)),
                    "Say it again with confirm:yes. Nothing was done."));
            return Outcome.USAGE;
        }
        if (!answer.get().strip().equalsIgnoreCase("yes")) {
            turn.say(new Text("Nothing was done."));
            return Outcome.OK;
        }
        if (!plan(turn, request).doesTheSameAs(shown)) {
            turn.say(new Failure(
                    "The plan is no longer the one you were shown.",
                    "Say it again to see the new one. Nothing was done."));
            return Outcome.FAILED;
        }
        return change(arguments, turn, request, next);
    }

    private static Outcome showPlan(Turn turn, Request request) {
        PlanTables.show(turn, plan(turn, request));
        return Outcome.OK;
    }

    private static PlanView plan(Turn turn, Request request) {
        return turn.gateway().call(request.with("dryRun", "true"), PlanView.class);
    }

    /** A request that became one operation is answered with it, one that became several with a list of them. */
    private List<OperationView> accepted(JsonNode answer) {
        if (!answer.path("operations").isArray()) {
            return List.of(json.convertValue(answer, OperationView.class));
        }
        List<OperationView> operations = new ArrayList<>();
        answer.path("operations").forEach(item -> operations.add(json.convertValue(item, OperationView.class)));
        return operations;
    }
}
