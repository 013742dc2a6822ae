package org.vmc.operations.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Callers;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.IdempotencyKey;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.TimeOrderedIds;

/**
 * Answers a request that changes something: 202 with the operation and its {@code Location}; 200 with the plan when
 * {@code ?dryRun=true}; the first answer again when the {@code Idempotency-Key} is known.
 *
 * <p>Who asks, the key, the cause and the trace context are read from the request at hand.
 */
@RequestScoped
public class Submissions {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern CAUSE = Pattern.compile("[a-z0-9:._-]{1,64}");
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Operations operations;
    private final Callers callers;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final ObjectMapper json;

    Submissions(Operations operations, Callers callers, HttpHeaders headers, UriInfo uri, ObjectMapper json) {
        this.operations = operations;
        this.callers = callers;
        this.headers = headers;
        this.uri = uri;
        this.json = json;
    }

    /**
     * Submits what the request asks for.
     *
     * @param request the request body, or whatever tells this request from another; compared when a key is repeated
     * @param plan checks the request, writes the rows it needs, and says what to do, inside the accepting transaction;
     *     for a dry run that transaction is rolled back
     */
    public Response answer(Object request, Supplier<? extends List<? extends NewOperation<?>>> plan) {
        if (isDryRun()) {
            return Response.ok(preview(plan)).build();
        }
        var origin = origin();
        return accepted(operations.submit(origin, key(request), plan));
    }

    /** As {@link #answer(Object, Supplier)} for a request that leads to one operation. */
    public Response answerOne(Object request, Supplier<? extends NewOperation<?>> plan) {
        return answer(request, () -> List.of(plan.get()));
    }

    private Response accepted(List<Operation> accepted) {
        var correlationId = accepted.getFirst().origin().correlationId();
        if (accepted.size() == 1) {
            var operation = accepted.getFirst();
            return Response.accepted(OperationView.of(operation))
                    .location(URI.create("/api/v1/operations/" + operation.id()))
                    .build();
        }
        return Response.accepted(new AcceptedView(
                        correlationId, accepted.stream().map(OperationView::of).toList()))
                .location(URI.create("/api/v1/operations?correlationId=" + correlationId))
                .build();
    }

    private static PlanView preview(Supplier<? extends List<? extends NewOperation<?>>> plan) {
        QuarkusTransaction.begin();
        try {
            return PlanView.of(plan.get());
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private boolean isDryRun() {
        var dryRun = uri.getQueryParameters().getFirst("dryRun");
        if (dryRun == null || dryRun.equals("false")) {
            return false;
        }
        if (dryRun.isEmpty() || dryRun.equals("true")) {
            return true;
        }
        throw ProblemException.invalid("dryRun", "must be true or false");
    }

    /** On whose behalf the request at hand acts. */
    Origin origin() {
        var caller = callers.current();
        return new Origin(
                caller.user(),
                caller.role().wireName(),
                caller.team(),
                header("X-Vmc-Cause", CAUSE, "rest"),
                TimeOrderedIds.next(),
                headerOrNull("traceparent", TRACE_PARENT));
    }

    private @Nullable IdempotencyKey key(Object request) {
        var key = headers.getHeaderString("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.invalid("Idempotency-Key", "must be 1 to 128 visible ASCII characters");
        }
        return new IdempotencyKey(key, sha256(uri.getPath(), request));
    }

    private String sha256(String path, Object request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update(json.writeValueAsBytes(request));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("The request cannot be hashed", e);
        }
    }

    private String header(String name, Pattern accepted, String otherwise) {
        var value = headerOrNull(name, accepted);
        return value == null ? otherwise : value;
    }

    private @Nullable String headerOrNull(String name, Pattern accepted) {
        var value = headers.getHeaderString(name);
        return value != null && accepted.matcher(value).matches() ? value : null;
    }
}
