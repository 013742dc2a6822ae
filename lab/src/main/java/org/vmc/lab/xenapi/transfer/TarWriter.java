package org.vmc.lab.xenapi.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a tar archive. */
final class TarWriter {

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    void file(String name, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        file(name, bytes, bytes.length);
    }

    void file(String name, byte[] contents, int length) throws IOException {
        var entry = new TarEntry(name, length);
        out.write(entry.header());
        out.write(contents, 0, length);
        out.write(new byte[entry.padding()]);
    }

    /** Writes the end mark. */
    void finish() throws IOException {
        out.write(new byte[2 * TarEntry.RECORD_BYTES]);
    }
}
