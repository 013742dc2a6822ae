package org.vmc.gateway.sessions;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that carries a session, and when it counts: a browser sends it by itself, so what another page makes it
 * send must not count.
 */
final class SessionCookie {
    static final String NAME = "vmc_session";

    /** No page of another origin can set it, since nothing here allows it to. */
    static final String CONSOLE_HEADER = "X-Vmc-Console";

    private static final String PATH = "/api/v1";
    private static final int MAX_LENGTH = 128;
    private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD", "OPTIONS");

    /** Pages of another port count as the same site, so a strict cookie alone does not keep them out. */
    private static final Set<String> OWN_FETCHES = Set.of("same-origin", "none");

    private SessionCookie() {}

    /** The value of the cookie, if our own page sent it. */
    static Optional<String> of(HttpServerRequest request) {
        var cookie = request.getCookie(NAME);
        if (cookie == null || cookie.getValue().length() > MAX_LENGTH || !isOurs(request)) {
            return Optional.empty();
        }
        return Optional.of(cookie.getValue());
    }

    /** It has no age: it goes when the browser does, and the session may be over long before. */
    static void give(HttpServerRequest request, String value) {
        request.response().addCookie(cookie(request, value));
    }

    static void take(HttpServerRequest request) {
        request.response().addCookie(cookie(request, "").setMaxAge(0));
    }

    /** Whether the page that sent this request is ours: browsers say so, and other clients do not send cookies. */
    static boolean isOurs(HttpServerRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OWN_FETCHES.contains(site)) {
            return false;
        }
        return CHANGE_NOTHING.contains(request.method().name())
                || (request.getHeader(CONSOLE_HEADER) != null && isOwnOrigin(request));
    }

    private static boolean isOwnOrigin(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        return origin == null || hostOf(origin).equalsIgnoreCase(text(request.getHeader("Host")));
    }

    private static String hostOf(String origin) {
        return origin.substring(origin.indexOf("://") + (origin.contains("://") ? 3 : 1));
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }

    private static Cookie cookie(HttpServerRequest request, String value) {
        return Cookie.cookie(NAME, value)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure("https".equals(request.scheme()))
                .setPath(PATH);
    }
}
