package org.vmc.gateway.audit;

import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
import org.vmc.http.problem.ProblemException;

/** Which entries are wanted, for {@code @BeanParam}; what is not said does not matter. */
public class AuditFilter {
    private static final Set<String> OUTCOMES = Set.of(AuditEntry.ACCEPTED, AuditEntry.REFUSED);

    /** PostgreSQL keeps no time before this, and nothing happened before it. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    @QueryParam("actor")
    @Parameter(description = "Who did it; others than yourself for operators")
    @Nullable
    String actor;

    @QueryParam("action")
    @Parameter(description = "Part of what was done: a kind of operation, or a method and route")
    @Nullable
    String action;

    @QueryParam("target")
    @Parameter(description = "Id or name of what it was done to")
    @Nullable
    String target;

    @QueryParam("outcome")
    @Parameter(description = "accepted or refused")
    @Nullable
    String outcome;

    @QueryParam("since")
    @Parameter(description = "Not before, for example 2026-11-27T08:00:00Z")
    @Nullable
    String since;

    @QueryParam("until")
    @Parameter(description = "Before, for example 2026-11-28T00:00:00Z")
    @Nullable
    String until;

    /** For JAX-RS. */
    public AuditFilter() {}

    /**
     * Whose entries the caller gets: nobody's in particular for an operator, else their own.
     *
     * @throws ProblemException 403 for another's entries without the role for it
     */
    Optional<String> actorFor(Caller caller) {
        var wanted = given(actor);
        if (caller.role().includes(Role.OPERATOR)) {
            return wanted;
        }
        if (wanted.filter(name -> !name.equals(caller.user())).isPresent()) {
            throw ProblemException.forbidden("You see what you did yourself; what others did needs the role %s."
                    .formatted(Role.OPERATOR.wireName()));
        }
        return Optional.of(caller.user());
    }

    Optional<String> action() {
        return given(action).map(text -> text.toLowerCase(Locale.ROOT));
    }

    Optional<String> target() {
        return given(target);
    }

    /** @throws ProblemException 422 naming the parameter */
    Optional<String> outcome() {
        return given(outcome).map(text -> {
            if (!OUTCOMES.contains(text)) {
                throw ProblemException.invalid("outcome", "must be accepted or refused");
            }
            return text;
        });
    }

    /** @throws ProblemException 422 naming the parameter */
    Optional<Instant> since() {
        return time("since", since);
    }

    /** @throws ProblemException 422 naming the parameter */
    Optional<Instant> until() {
        return time("until", until);
    }

    private static Optional<Instant> time(String name, @Nullable String text) {
        return given(text).map(value -> {
            try {
                var time = Instant.parse(value);
                if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                    return time;
                }
            } catch (DateTimeException noTime) {
                // refused below, like a time nobody can mean
            }
            throw ProblemException.invalid(name, "must be a time like 2026-11-27T08:00:00Z");
        });
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isEmpty());
    }
}
