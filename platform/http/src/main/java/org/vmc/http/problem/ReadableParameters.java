package org.vmc.http.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses control characters in paths and queries: no name or filter has any, and PostgreSQL stores no NUL. */
@Singleton
class ReadableParameters {

    @ServerRequestFilter
    public void check(UriInfo uri) {
        if (uri.getPathParameters().values().stream().flatMap(List::stream).anyMatch(ReadableParameters::hasControls)) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "Nothing has a name with control characters in it.");
        }
        for (Map.Entry<String, List<String>> parameter :
                uri.getQueryParameters().entrySet()) {
            if (parameter.getValue().stream().anyMatch(ReadableParameters::hasControls)) {
                throw ProblemException.invalid(parameter.getKey(), "must not contain control characters");
            }
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
