package org.vmc.gateway.consoles;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which pages may open WebSockets here. Browsers keep no page from trying, and say which it is. */
@Singleton
public class Origins {
    private final Set<String> allowed;

    Origins(ConsolesConfig config) {
        this.allowed = config.origins().orElse(Set.of());
    }

    /** True for no browser, for a page of the server that is asked, and for those the configuration names. */
    boolean allow(HttpServerRequest request) {
        return isOwn(request) || allowed.contains(request.getHeader("Origin"));
    }

    /** True for no browser and for a page of the server that is asked. */
    public static boolean isOwn(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        return origin == null || isOwn(origin, request.getHeader("Host"));
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            var authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }
}
