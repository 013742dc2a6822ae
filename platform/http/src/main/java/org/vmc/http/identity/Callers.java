package org.vmc.http.identity;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** Tells who sent the current request. Inject it and ask; it needs an active request. */
@ApplicationScoped
public class Callers {
    /** Claim of the token, and attribute of an identity made without one, that names the team. */
    public static final String TEAM = "team";

    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** @throws ProblemException 401 when the request is anonymous, 403 when its token names no known role */
    public Caller current() {
        return of(identity);
    }

    /** The caller behind an identity; refuses as {@link #current()}. */
    public static Caller of(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            throw ProblemException.of(ProblemType.UNAUTHENTICATED, "This needs a token.");
        }
        var user = identity.getPrincipal().getName();
        var role = identity.getRoles().stream()
                .map(Role::named)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> ProblemException.forbidden("%s has no role in this cluster.".formatted(user)));
        return new Caller(user, role, team(identity));
    }

    private static String team(SecurityIdentity identity) {
        var claimed = identity.getPrincipal() instanceof JsonWebToken token
                ? token.<Object>getClaim(TEAM)
                : identity.<Object>getAttribute(TEAM);
        return claimed == null ? "" : claimed.toString();
    }
}
