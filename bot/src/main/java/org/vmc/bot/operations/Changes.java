package org.vmc.bot.operations;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
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
     * As {@link #change}, after the user has seen the plan and said yes.
     *
     * @param loss what is lost, to complete “This deletes …”
     */
    public Outcome destroy(Arguments arguments, Turn turn, Request request, String loss, NextSteps next) {
        if (arguments.flag("dry-run") || arguments.flag("confirm")) {
            return change(arguments, turn, request, next);
        }
        showPlan(turn, request);
        Optional<String> answer = turn.asker().apply("This deletes " + loss + " for good. Type yes to do it: ");
        if (answer.isEmpty()) {
            turn.say(new Failure(
                    "confirm: is missing; this deletes " + loss + " for good.",
                    "Say it again with confirm:yes. Nothing was done."));
            return Outcome.USAGE;
        }
        if (!answer.get().strip().equalsIgnoreCase("yes")) {
            turn.say(new Text("Nothing was done."));
            return Outcome.OK;
        }
        return change(arguments, turn, request, next);
    }

    private static Outcome showPlan(Turn turn, Request request) {
        PlanTables.show(turn, turn.gateway().call(request.with("dryRun", "true"), PlanView.class));
        return Outcome.OK;
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
