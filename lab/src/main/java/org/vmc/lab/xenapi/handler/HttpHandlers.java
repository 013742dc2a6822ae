package org.vmc.lab.xenapi.handler;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Which handler answers which method and path. Filled at the start, read-only afterwards. */
public final class HttpHandlers {

    private final Access access;
    private final Map<Route, Entry> entries = new HashMap<>();

    private record Route(String method, String path) {}

    private record Entry(String realm, HttpHandler handler) {}

    public HttpHandlers(Access access) {
        this.access = access;
    }

    /**
     * Registers a handler.
     *
     * @param realm what a refusal with status 401 names
     * @throws IllegalArgumentException when there is one already
     */
    public HttpHandlers on(String method, String path, String realm, HttpHandler handler) {
        if (entries.put(new Route(method, path), new Entry(realm, handler)) != null) {
            throw new IllegalArgumentException("Two handlers for " + method + " " + path);
        }
        return this;
    }

    /** Whether a method and path have a handler. */
    public boolean serves(String method, String path) {
        return entries.containsKey(new Route(method, path));
    }

    /** Answers a request; fails as {@link HttpHandler#handle}. */
    public void handle(Exchange exchange) throws IOException, InterruptedException {
        var request = exchange.request();
        var entry = entries.get(new Route(request.method(), request.path()));
        if (entry == null) {
            throw new HttpRefusal(404, "Nothing is served here");
        }
        access.require(request, entry.realm());
        entry.handler().handle(exchange);
    }
}
