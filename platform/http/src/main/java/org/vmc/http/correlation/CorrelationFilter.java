package org.vmc.http.correlation;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Gives every request its id before anything else sees it, so that refused requests carry one too. */
@ApplicationScoped
class CorrelationFilter {
    private static final int BEFORE_AUTHENTICATION = 1000;

    void register(@Observes Filters filters) {
        filters.register(
                request -> {
                    request.response().putHeader(CorrelationId.HEADER, CorrelationId.begin(request));
                    request.next();
                },
                BEFORE_AUTHENTICATION);
    }
}
