package org.vmc.http.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that the client is told about in full: its message is the {@code detail} of the answer, so it names what
 * was attempted and what to do next, and never internals. Immutable.
 */
public final class ProblemException extends RuntimeException {
    private final ProblemType type;
    private final List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    private ProblemException(
            ProblemType type,
            String detail,
            List<FieldError> errors,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), null, null);
    }

    public static ProblemException of(ProblemType type, String detail, Throwable cause) {
        return new ProblemException(type, detail, List.of(), null, cause);
    }

    /** 404: {@code notFound("vm", id)} reads "There is no vm 1234." */
    public static ProblemException notFound(String thing, Object id) {
        return of(ProblemType.NOT_FOUND, "There is no %s %s.".formatted(thing, id));
    }

    /** 422 for one field; the message follows the name: {@code invalid("name", "must not be blank")}. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** 422 for several fields at once; the list must not be empty. */
    public static ProblemException invalid(List<FieldError> errors) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("a refusal of input names at least one field");
        }
        var first = errors.getFirst();
        var more = errors.size() == 1 ? "" : " (and %d more)".formatted(errors.size() - 1);
        var detail = "%s %s%s.".formatted(first.field(), first.message(), more);
        return new ProblemException(ProblemType.INVALID, detail, errors, null, null);
    }

    /** 409 without a more telling type. */
    public static ProblemException conflict(String detail) {
        return of(ProblemType.CONFLICT, detail);
    }

    /** 409: {@code nameTaken("vm", "ci-1")}. */
    public static ProblemException nameTaken(String thing, String name) {
        return of(ProblemType.NAME_TAKEN, "There is already a %s named %s.".formatted(thing, name));
    }

    /** 403; the detail names what would be needed. */
    public static ProblemException forbidden(String detail) {
        return of(ProblemType.FORBIDDEN, detail);
    }

    /** The same refusal with a hint when to try again; sent as {@code Retry-After} in whole seconds, rounded up. */
    public ProblemException retryAfter(Duration wait) {
        return new ProblemException(type, detail(), errors, wait, getCause());
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
