package org.vmc.http.correlation;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Reads the correlation id of the request that is being served. Safe on any thread that belongs to the request, virtual
 * threads included.
 */
public final class CorrelationId {
    /** Request and response header. */
    public static final String HEADER = "X-Correlation-Id";

    /** Key of the id on log lines ({@code %X{correlationId}}). */
    public static final String LOG_KEY = "correlationId";

    private static final String ATTRIBUTE = CorrelationId.class.getName();

    /** Narrow on purpose: the id goes into logs and headers, where line breaks and controls would forge entries. */
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private CorrelationId() {}

    /** The id of the current request; a new one when there is no request (a consumer, a scheduled job). */
    public static String current() {
        var id = MDC.get(LOG_KEY);
        return id == null ? UUID.randomUUID().toString() : id.toString();
    }

    /** The id of the given request. */
    public static String of(RoutingContext request) {
        @Nullable String id = request.get(ATTRIBUTE);
        return id == null ? current() : id;
    }

    /** Begins a request: an acceptable id of the client is kept, anything else is replaced. */
    static String begin(RoutingContext request) {
        var offered = request.request().getHeader(HEADER);
        var id = offered != null && ACCEPTED.matcher(offered).matches()
                ? offered
                : UUID.randomUUID().toString();
        request.put(ATTRIBUTE, id);
        MDC.put(LOG_KEY, id);
        return id;
    }
}
