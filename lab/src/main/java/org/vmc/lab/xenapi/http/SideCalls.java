package org.vmc.lab.xenapi.http;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.handler.HttpRefusal;
import org.vmc.lab.xenapi.model.XapiError;

/** Runs the handlers beside the calls, each request on a thread of its own. */
final class SideCalls {

    private static final System.Logger LOG = System.getLogger(SideCalls.class.getName());

    /** How long a refused client may go on sending, so that it gets to read why. */
    private static final long LINGER_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final ExecutorService executor;

    SideCalls(ExecutorService executor) {
        this.executor = executor;
    }

    static boolean handles(HttpServerRequest request, HttpHandlers handlers) {
        return handlers.serves(request.method().name(), String.valueOf(request.path()));
    }

    /** To be called on the event loop when the head of a request has come. */
    void begin(HttpServerRequest request, HttpHandlers handlers, Context eventLoop) {
        var exchange = new SocketExchange(request, eventLoop);
        executor.execute(() -> run(exchange, handlers, request, eventLoop));
    }

    private static void run(
            SocketExchange exchange, HttpHandlers handlers, HttpServerRequest request, Context eventLoop) {
        try {
            handlers.handle(exchange);
        } catch (HttpRefusal refused) {
            end(exchange, request, eventLoop, refused);
        } catch (XapiError refused) {
            var reason = refused.code() + ": [ " + String.join("; ", refused.params()) + " ]";
            end(exchange, request, eventLoop, new HttpRefusal(status(refused), reason));
        } catch (IOException gone) {
            LOG.log(DEBUG, "The client of " + request.path() + " went away", gone);
            end(exchange, request, eventLoop, new HttpRefusal(500, "The request was not complete"));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            end(exchange, request, eventLoop, new HttpRefusal(503, "The server is stopping"));
        } catch (RuntimeException broken) {
            LOG.log(ERROR, request.method() + " " + request.path() + " failed unexpectedly", broken);
            end(exchange, request, eventLoop, new HttpRefusal(500, broken.toString()));
        }
    }

    /** A real host answers most errors of the XenAPI with status 500 too. */
    private static int status(XapiError error) {
        return switch (error.code()) {
            case "IMPORT_ERROR_CANNOT_HANDLE_CHUNKED" -> 403;
            case "NOT_IMPLEMENTED" -> 501;
            default -> 500;
        };
    }

    private static void end(
            SocketExchange exchange, HttpServerRequest request, Context eventLoop, HttpRefusal refusal) {
        eventLoop.runOnContext(ready -> {
            if (exchange.begun()) {
                request.connection().close();
                return;
            }
            refuse(request, eventLoop, refusal);
        });
    }

    private static void refuse(HttpServerRequest request, Context eventLoop, HttpRefusal refusal) {
        var response = request.response();
        refusal.realm().ifPresent(realm -> response.putHeader("www-authenticate", "Basic realm=\"" + realm + "\""));
        response.setStatusCode(refusal.status())
                .putHeader("content-type", "text/html")
                .putHeader("cache-control", "no-cache, no-store")
                .putHeader("connection", "close")
                .end(ErrorPage.of(refusal.status(), refusal.reason()));
        if (request.isEnded()) {
            return;
        }
        var timer = eventLoop.owner().setTimer(LINGER_MILLIS, late -> request.connection()
                .close());
        request.connection().closeHandler(closed -> eventLoop.owner().cancelTimer(timer));
        request.handler(discarded -> {});
        request.endHandler(end -> request.connection().close());
        request.exceptionHandler(gone -> {});
        request.resume();
    }
}
