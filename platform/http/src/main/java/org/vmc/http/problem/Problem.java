package org.vmc.http.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of every answer that refuses or fails ({@code application/problem+json}, RFC 9457).
 *
 * @param type reference that names the kind of problem, see {@link ProblemType}
 * @param title short and the same for every occurrence of the type
 * @param status HTTP status, repeated so that a stored problem is complete
 * @param detail what happened this time and what to do next, or null
 * @param instance path of the request
 * @param correlationId the id under which the logs of all services tell more
 * @param errors the refused fields; empty (and left out) when the problem is not about input
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable String correlationId,
        List<FieldError> errors) {

    /** Media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = errors == null ? List.of() : List.copyOf(errors);
    }
}
