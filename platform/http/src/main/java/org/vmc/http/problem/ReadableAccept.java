package org.vmc.http.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses an {@code Accept} that cannot be read before anything is done; later it would be found by who writes the
 * answer.
 */
@Singleton
class ReadableAccept {

    @ServerRequestFilter
    public void check(HttpHeaders headers) {
        try {
            headers.getAcceptableMediaTypes();
        } catch (IllegalArgumentException unreadable) {
            throw ProblemException.of(
                    ProblemType.NOT_ACCEPTABLE, "The header Accept is no list of media types.", unreadable);
        }
    }
}
