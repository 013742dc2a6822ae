package org.vmc.build.builds;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The copy of a build's log on the service's machine, while it grows. The builder's log is always read from its
 * beginning; what the copy holds from an earlier try is skipped, so that readers never see it shrink.
 */
final class LogCopy implements AutoCloseable {
    private final OutputStream out;
    private final long present;
    private long position;
    private long lines;
    private String lastLine = "";

    private LogCopy(OutputStream out, long present) {
        this.out = out;
        this.present = present;
    }

    static LogCopy open(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var present = Files.exists(file) ? Files.size(file) : 0;
        var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new LogCopy(new BufferedOutputStream(out), present);
    }

    /** Takes the next line of the builder's log. */
    void line(String text) {
        var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        var known = (int) Math.clamp(present - position, 0, bytes.length);
        position += bytes.length;
        lines++;
        if (!text.isBlank()) {
            lastLine = text;
        }
        try {
            out.write(bytes, known, bytes.length - known);
            // Readers follow the file.
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The build's log cannot be kept", e);
        }
    }

    long lines() {
        return lines;
    }

    String lastLine() {
        return lastLine;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
