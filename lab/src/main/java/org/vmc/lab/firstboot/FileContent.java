package org.vmc.lab.firstboot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Contents of {@code write_files}, in the encodings cloud-init knows. */
final class FileContent {

    private static final int MOST_BYTES = 64 << 20;

    private FileContent() {}

    /** Decodes; throws {@link IllegalArgumentException} saying what is wrong. */
    static byte[] decode(String content, String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "", "text/plain" -> content.getBytes(StandardCharsets.UTF_8);
            case "b64", "base64" -> base64(content);
            case "gz+base64", "gzip+base64", "gz+b64", "gzip+b64" -> unzip(base64(content));
            default -> throw new IllegalArgumentException("encoding '" + encoding + "' is not known");
        };
    }

    private static byte[] base64(String content) {
        try {
            return Base64.getMimeDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its content is not base64", e);
        }
    }

    private static byte[] unzip(byte[] zipped) {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            var bytes = stream.readNBytes(MOST_BYTES);
            if (stream.read() != -1) {
                throw new IllegalArgumentException("it has more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException("its content is not gzip", e);
        }
    }
}
