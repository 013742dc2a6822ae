package org.vmc.testing.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vmc.testing.requests.RawHttp.Answer;

/** Says what is wrong with an answer, if anything is. */
final class Judge {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** No room left for what was asked: the one answer of the 5xx kind that a request may lead to. */
    private static final int NO_SPACE = 507;

    /** What the HTTP decoder says before any code of ours is reached, and so without a body. */
    private static final Set<Integer> OF_THE_DECODER = Set.of(400, 413, 414, 431);

    private static final List<String> INTERNALS =
            List.of("\tat ", "java.lang.", "java.util.", "org.postgresql", "org.jdbi", "io.quarkus", "org.vmc.http");

    private Judge() {}

    /** What is wrong with the answer to any request; that to HEAD has no body. */
    static Optional<String> of(Answer answer, String method) {
        if (answer.status() < 200 || (answer.status() >= 500 && answer.status() != NO_SPACE)) {
            return Optional.of("status " + answer.status() + ": " + answer.body());
        }
        if (answer.status() < 400 || method.equals("HEAD")) {
            return Optional.empty();
        }
        boolean bare = answer.body().isEmpty() && answer.header("content-type").isEmpty();
        if (bare && OF_THE_DECODER.contains(answer.status())) {
            return Optional.empty();
        }
        return problem(answer);
    }

    private static Optional<String> problem(Answer answer) {
        if (!answer.header("content-type").startsWith("application/problem+json")) {
            return Optional.of(
                    "status %d as %s: %s".formatted(answer.status(), answer.header("content-type"), answer.body()));
        }
        for (String internal : INTERNALS) {
            if (answer.body().contains(internal)) {
                return Optional.of("shows internals: " + answer.body());
            }
        }
        try {
            JsonNode problem = JSON.readTree(answer.body());
            boolean complete = problem.path("type").asText().startsWith("/problems/")
                    && problem.path("status").asInt() == answer.status()
                    && !problem.path("title").asText().isEmpty();
            boolean names = !problem.path("type").asText().equals("/problems/invalid")
                    || !problem.path("errors").path(0).path("field").isMissingNode();
            return complete && names ? Optional.empty() : Optional.of("not a whole problem: " + answer.body());
        } catch (JsonProcessingException unreadable) {
            return Optional.of("not JSON: " + answer.body());
        }
    }
}
