package org.vmc.lab.xenapi.handler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Head of a response.
 *
 * @param status HTTP status
 * @param headers headers
 * @param length length of the body in bytes; empty when it is not known before
 */
public record Response(int status, Map<String, String> headers, OptionalLong length) {

    public Response {
        headers = Map.copyOf(headers);
    }

    /** Status 200 and a body of unknown length. */
    public static Response of(String contentType) {
        return new Response(200, Map.of("content-type", contentType), OptionalLong.empty());
    }

    /** The same with a known length. */
    public Response withLength(long bytes) {
        return new Response(status, headers, OptionalLong.of(bytes));
    }

    /** The same with one header more. */
    public Response with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, length);
    }
}
