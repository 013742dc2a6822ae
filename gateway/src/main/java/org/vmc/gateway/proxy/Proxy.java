package org.vmc.gateway.proxy;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;
import org.vmc.gateway.passport.Passports;
import org.vmc.gateway.upstream.Service;
import org.vmc.gateway.upstream.Upstreams;
import org.vmc.http.correlation.CorrelationId;
import org.vmc.http.identity.Callers;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.Problems;

/**
 * Hands requests on. Bodies flow through without being held, and a client that goes away ends the request at the
 * service. Runs after authentication, on the event loop; nothing in it blocks.
 */
@ApplicationScoped
class Proxy {
    private static final Logger LOG = Logger.getLogger(Proxy.class);

    /** Longer answers, of a million bytes and more, flow through without a tag. */
    private static final int TAGGED_DIGITS = 6;

    private final Upstreams upstreams;
    private final Passports passports;
    private final Problems problems;

    Proxy(Upstreams upstreams, Passports passports, Problems problems) {
        this.upstreams = upstreams;
        this.passports = passports;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        for (var route : ProxyRoute.TABLE) {
            router.route(route.path()).handler(request -> forward(request, route.service()));
            router.route(route.path() + "/*").handler(request -> forward(request, route.service()));
        }
    }

    private void forward(RoutingContext request, Service service) {
        // Nothing is read until the service takes it.
        request.request().pause();
        String authorization;
        try {
            var identity = request.user() instanceof QuarkusHttpUser user ? user.getSecurityIdentity() : null;
            if (identity == null) {
                problems.challenge(request);
                return;
            }
            authorization = passports.authorization(Callers.of(identity));
        } catch (ProblemException refusal) {
            problems.answer(request, refusal);
            return;
        }
        exchange(request, service, authorization)
                .recover(failure -> mayRepeat(request, failure)
                        ? exchange(request, service, authorization)
                        : Future.failedFuture(failure))
                .onSuccess(answer -> relay(request, service, answer))
                .onFailure(failure -> refuse(request, service, failure));
    }

    private Future<HttpClientResponse> exchange(RoutingContext request, Service service, String authorization) {
        var inbound = request.request();
        return upstreams.open(service, inbound.method(), target(request)).compose(outbound -> {
            ForwardedHeaders.towardsService(inbound.headers(), outbound.headers());
            outbound.putHeader("Authorization", authorization);
            outbound.putHeader(CorrelationId.HEADER, CorrelationId.of(request));
            request.response().closeHandler(gone -> outbound.reset());
            if (isImport(request)) {
                return outbound.send(upstreams.sending(outbound, inbound));
            }
            return hasBody(request) ? outbound.send(inbound) : send(outbound);
        });
    }

    private static Future<HttpClientResponse> send(HttpClientRequest outbound) {
        outbound.headers().remove("Content-Length");
        return outbound.send();
    }

    private void relay(RoutingContext request, Service service, HttpClientResponse answer) {
        var response = request.response();
        if (response.closed()) {
            answer.request().reset();
            return;
        }
        response.setStatusCode(answer.statusCode());
        ForwardedHeaders.towardsClient(answer.headers(), response.headers());
        var location = answer.getHeader("Location");
        if (location != null) {
            response.putHeader("Location", upstreams.atGateway(service, location));
        }
        if (isStream(answer)) {
            upstreams.expectStream(answer.request());
        }
        if (request.request().method() == HttpMethod.HEAD || answer.statusCode() == 204 || answer.statusCode() == 304) {
            response.end();
            return;
        }
        if (isTaggable(request, answer)) {
            tag(request, service, answer);
            return;
        }
        new Relay(answer, response)
                .start(failure -> LOG.warnf(
                        "The answer of %s to %s broke off: %s", service.wireName(), request.normalizedPath(), failure));
    }

    /** What a client has already is not sent again; it is asked for at the service each time all the same. */
    private void tag(RoutingContext request, Service service, HttpClientResponse answer) {
        var response = request.response();
        answer.body()
                .onSuccess(body -> {
                    var tag = EntityTag.of(body);
                    response.putHeader("ETag", tag);
                    if (!response.headers().contains("Cache-Control")) {
                        response.putHeader("Cache-Control", "private, no-cache");
                    }
                    if (!EntityTag.isKnown(request.request().getHeader("If-None-Match"), tag)) {
                        response.end(body);
                        return;
                    }
                    response.headers().remove("Content-Length").remove("Content-Type");
                    response.setStatusCode(304).end();
                })
                .onFailure(failure -> {
                    response.headers().remove("Content-Length");
                    refuse(request, service, failure);
                });
    }

    /** Answers that are short enough to be held; a tag of the service's own is left alone. */
    private static boolean isTaggable(RoutingContext request, HttpClientResponse answer) {
        var type = answer.getHeader("Content-Type");
        var length = answer.getHeader("Content-Length");
        return request.request().method() == HttpMethod.GET
                && answer.statusCode() == 200
                && type != null
                && type.startsWith("application/json")
                && length != null
                && length.length() <= TAGGED_DIGITS
                && answer.getHeader("ETag") == null;
    }

    private void refuse(RoutingContext request, Service service, Throwable failure) {
        LOG.warnf(
                "%s did not answer %s %s: %s",
                service.wireName(), request.request().method(), request.normalizedPath(), failure);
        if (request.response().closed()) {
            return;
        }
        if (!request.request().isEnded()) {
            request.response().putHeader("Connection", "close");
        }
        var advice = isSafe(request)
                ? "Other services go on working."
                : "It may have accepted the request: look at /api/v1/operations, or repeat it with the same Idempotency-Key.";
        problems.answer(request, Upstreams.unreachable(List.of(service), advice, failure));
    }

    /** A pooled connection may turn out to be closed; what changes nothing is asked once more. */
    private static boolean mayRepeat(RoutingContext request, Throwable failure) {
        return Upstreams.isStale(failure)
                && isSafe(request)
                && !hasBody(request)
                && !request.response().closed();
    }

    private static boolean isSafe(RoutingContext request) {
        var method = request.request().method();
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }

    private static boolean hasBody(RoutingContext request) {
        var headers = request.request().headers();
        var length = headers.get("Content-Length");
        return headers.contains("Transfer-Encoding") || (length != null && !length.equals("0"));
    }

    /**
     * Dots and doubled slashes are resolved before the path leaves, so that no service sees another path than we did.
     */
    private static String target(RoutingContext request) {
        var query = request.request().query();
        return query == null ? request.normalizedPath() : request.normalizedPath() + "?" + query;
    }

    /** An archive that is sent may keep its receiver busy for a while after its last byte. */
    private static boolean isImport(RoutingContext request) {
        return request.normalizedPath().equals("/api/v1/vms/import");
    }

    private static boolean isStream(HttpClientResponse answer) {
        var type = answer.getHeader("Content-Type");
        return type != null && (type.startsWith("text/event-stream") || type.startsWith("application/octet-stream"));
    }
}
