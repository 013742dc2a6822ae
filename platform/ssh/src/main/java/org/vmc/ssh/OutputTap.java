package org.vmc.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Receives one output stream: keeps its beginning, counts the rest, and hands every line on as it completes. */
final class OutputTap extends OutputStream {

    private static final int LONGEST_LINE_BYTES = 64 * 1024;

    private final int keptBytes;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long totalBytes;

    OutputTap(int keptBytes, Consumer<String> lines) {
        this.keptBytes = keptBytes;
        this.lines = lines;
    }

    @Override
    public synchronized void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        keep(bytes, offset, length);
        var start = offset;
        for (var i = offset; i < offset + length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            line.write(bytes, start, i - start);
            start = i + 1;
            deliverLine();
        }
        line.write(bytes, start, offset + length - start);
        if (line.size() >= LONGEST_LINE_BYTES) {
            deliverLine();
        }
    }

    /** Delivers the last line, which may lack its line end. */
    @Override
    public synchronized void close() {
        if (line.size() > 0) {
            deliverLine();
        }
    }

    synchronized CapturedText captured() {
        return new CapturedText(kept.toString(StandardCharsets.UTF_8), totalBytes, totalBytes > kept.size());
    }

    private void keep(byte[] bytes, int offset, int length) {
        totalBytes += length;
        kept.write(bytes, offset, Math.min(length, keptBytes - kept.size()));
    }

    private void deliverLine() {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text);
    }
}
