package org.vmc.testing.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it goes over the wire.
 *
 * @param target path and query, encoded, or broken on purpose
 * @param headers whole lines, beside those that follow from the body
 * @param chunked whether the length of the body is left unsaid
 */
record RawRequest(String method, String target, List<String> headers, byte[] body, boolean chunked) {
    private static final int SHOWN = 2_000;

    static RawRequest of(String method, String target) {
        return new RawRequest(method, target, List.of(), new byte[0], false);
    }

    RawRequest with(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return new RawRequest(method, target, more, body, chunked);
    }

    RawRequest body(String text) {
        return body(text.getBytes(UTF_8));
    }

    RawRequest body(byte[] bytes) {
        return new RawRequest(method, target, headers, bytes, chunked);
    }

    RawRequest inChunks() {
        return new RawRequest(method, target, headers, body, true);
    }

    byte[] bytes(String host) {
        var head = new StringBuilder(
                "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n".formatted(method, target, host));
        headers.forEach(header -> head.append(header).append("\r\n"));
        var bytes = new ByteArrayOutputStream();
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n\r\n");
            bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
            if (body.length > 0) {
                bytes.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(ISO_8859_1));
                bytes.writeBytes(body);
                bytes.writeBytes("\r\n".getBytes(ISO_8859_1));
            }
            bytes.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
            return bytes.toByteArray();
        }
        if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        bytes.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** For people: without the token, cut, on one line. */
    @Override
    public String toString() {
        String shown = method + " " + target + " "
                + headers.stream()
                        .filter(header -> !header.startsWith("Authorization"))
                        .toList() + " "
                + new String(body, ISO_8859_1);
        return shown.substring(0, Math.min(SHOWN, shown.length()))
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\0", "\\0");
    }
}
