package org.vmc.http.identity;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Checks each token once. The gateway sends the same one for half a minute, and its signature takes longer to check
 * than most requests take to answer. A token is known again only while it is, to the byte, one that was good and has
 * not expired; everything else is checked in full. Thread-safe.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class RememberedTokens extends JWTCallerPrincipalFactory {

    /** Many times the callers of half a minute; beyond, all are forgotten and checked again. */
    static final int MOST = 1000;

    private final JWTCallerPrincipalFactory checking;
    private final Clock clock;
    private final ConcurrentMap<String, JWTCallerPrincipal> good = new ConcurrentHashMap<>();

    RememberedTokens() {
        this(new DefaultJWTCallerPrincipalFactory(), Clock.systemUTC());
    }

    RememberedTokens(JWTCallerPrincipalFactory checking, Clock clock) {
        this.checking = checking;
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings) throws ParseException {
        JWTCallerPrincipal known = good.get(token);
        if (known != null && hasTime(known)) {
            return known;
        }
        good.remove(token);
        JWTCallerPrincipal checked = checking.parse(token, settings);
        if (hasTime(checked)) {
            if (good.size() >= MOST) {
                good.clear();
            }
            good.put(token, checked);
        }
        return checked;
    }

    private boolean hasTime(JWTCallerPrincipal caller) {
        return clock.instant().isBefore(Instant.ofEpochSecond(caller.getExpirationTime()));
    }
}
