package org.vmc.http.problem;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;

/** The refusals that say little on purpose. */
final class Challenges {
    /** What a client must send; RFC 6750. */
    static final String SCHEME = "Bearer realm=\"vmc\"";

    private Challenges() {}

    /** One text for a missing, unknown, forged or expired token: which it was helps nobody but a guesser. */
    static ProblemException unauthenticated() {
        return ProblemException.of(
                ProblemType.UNAUTHENTICATED, "Send a valid token in the header Authorization: Bearer <token>.");
    }

    static ProblemException forbidden(ResourceInfo resource) {
        var method = resource.getResourceMethod();
        var onMethod = method == null ? null : method.getAnnotation(RolesAllowed.class);
        var onClass = method == null || method.isAnnotationPresent(RolesAllowed.class)
                ? null
                : resource.getResourceClass().getAnnotation(RolesAllowed.class);
        var needed = onMethod != null ? onMethod : onClass;
        return ProblemException.forbidden(
                needed == null
                        ? "Your role does not allow this."
                        : "This needs the role %s.".formatted(String.join(" or ", needed.value())));
    }

    static ProblemException internal(Throwable defect) {
        return ProblemException.of(
                ProblemType.INTERNAL,
                "Something broke on our side. Nothing is wrong with the request; the correlation id finds the cause in the logs.",
                defect);
    }
}
