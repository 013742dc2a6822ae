package org.vmc.storage.nfs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes values as XDR (RFC 4506): four bytes and multiples of them, the first first. */
final class XdrWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    XdrWriter number(int value) {
        bytes.write(value >>> 24);
        bytes.write(value >>> 16);
        bytes.write(value >>> 8);
        bytes.write(value);
        return this;
    }

    XdrWriter text(String value) {
        return opaque(value.getBytes(StandardCharsets.UTF_8));
    }

    XdrWriter opaque(byte[] value) {
        number(value.length);
        bytes.writeBytes(value);
        bytes.writeBytes(new byte[(4 - value.length % 4) % 4]);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
