package org.vmc.lab.xenapi.handler;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Head of a request.
 *
 * @param method method, in upper case
 * @param path path, without the query
 * @param query parameters of the query, decoded
 * @param cookies cookies by name
 * @param headers headers by name in lower case
 */
public record Request(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> cookies,
        Map<String, String> headers) {

    public Request {
        query = Map.copyOf(query);
        cookies = Map.copyOf(cookies);
        headers = Map.copyOf(headers);
    }

    /** A parameter; as on a real server a cookie of that name stands before the query. */
    public Optional<String> param(String name) {
        return Optional.ofNullable(cookies.get(name)).or(() -> Optional.ofNullable(query.get(name)));
    }

    /** Whether a parameter is there and {@code true}. */
    public boolean flag(String name) {
        return param(name).filter("true"::equals).isPresent();
    }

    /** A header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Length of the body as the client declared it, in bytes; empty for none or a transfer encoding. */
    public OptionalLong contentLength() {
        try {
            return header("content-length").stream()
                    .mapToLong(text -> Long.parseLong(text.strip()))
                    .findFirst();
        } catch (NumberFormatException notANumber) {
            throw new HttpRefusal(400, "Content-Length is not a number");
        }
    }
}
