package org.vmc.testing.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.vmc.testing.requests.ApiDescription.Route;
import org.vmc.testing.requests.RawHttp.Answer;

/**
 * Many requests drawn from a seed, at all routes of a server in turn. None may be a failure of the server, and each
 * refusal must be a whole problem. How many and from which seed is set by {@code -Dvmc.requests} and
 * {@code -Dvmc.requests.seed}; the same seed draws the same requests as long as the answers are the same.
 */
public final class HostileRequests {
    private static final int IN_EVERY_RUN = 300;
    private static final int NAMED_AT_MOST = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final ApiDescription api;
    private final Supplier<String> token;
    private final int count = Integer.getInteger("vmc.requests", IN_EVERY_RUN);
    private final long seed = Long.getLong("vmc.requests.seed", 1);

    /** What is done in every run of the tests must not be found by the tests after it. */
    private boolean dryRunsAlone = Integer.getInteger("vmc.requests") == null;

    private Predicate<Route> wanted = route -> true;

    /** @param token of a user who may do everything; asked for at each request, since tokens do not live long */
    public HostileRequests(URI server, ApiDescription api, Supplier<String> token) {
        this.server = server;
        this.api = api;
        this.token = token;
    }

    /** Asks for plans alone, where to do what was drawn would be to run programs. */
    public HostileRequests asDryRuns() {
        dryRunsAlone = true;
        return this;
    }

    /** Leaves some routes out. */
    public HostileRequests at(Predicate<Route> routes) {
        wanted = routes;
        return this;
    }

    /** What came of it. */
    public record Report(Map<Integer, Integer> statuses, List<String> faults) {}

    /** Sends them all, one after the other. */
    public Report run() {
        var values = new HostileValues(api, new Random(seed));
        var requests = new DrawnRequests(values, dryRunsAlone);
        var http = new RawHttp(server);
        List<Route> routes = api.routes().stream().filter(wanted).toList();
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (int number = 0; number < count && faults.size() < NAMED_AT_MOST; number++) {
            RawRequest request = requests.draw(routes.get(number % routes.size()));
            boolean stranger = values.chance(0.03);
            RawRequest sent = request.with("Authorization: Bearer " + (stranger ? "never.issued.x" : token.get()));
            try {
                Answer answer = http.send(sent);
                statuses.merge(answer.status(), 1, Integer::sum);
                fault(answer, request.method(), stranger)
                        .ifPresent(fault -> faults.add("%s%n  -> %s".formatted(request, fault)));
                learn(values, answer);
            } catch (IOException nothing) {
                faults.add("%s%n  -> no answer: %s".formatted(request, nothing));
            }
        }
        return new Report(statuses, faults);
    }

    private static Optional<String> fault(Answer answer, String method, boolean stranger) {
        if (stranger && answer.status() < 400) {
            return Optional.of("a stranger got " + answer.status());
        }
        return Judge.of(answer, method);
    }

    private static void learn(HostileValues values, Answer answer) {
        if (answer.status() >= 300 || !answer.header("content-type").startsWith("application/json")) {
            return;
        }
        try {
            values.learn(JSON.readTree(answer.body()));
        } catch (JsonProcessingException cut) {
            // a long answer is not read to its end
        }
    }
}
