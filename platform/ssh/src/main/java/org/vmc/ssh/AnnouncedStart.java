package org.vmc.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Takes the script's announcement out of standard error and passes the rest on. What a login shell prints before it is
 * passed on too.
 */
final class AnnouncedStart extends OutputStream {

    private final OutputStream rest;
    private final Pattern announcement;
    private final CompletableFuture<String> processGroup = new CompletableFuture<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    AnnouncedStart(Pattern announcement, OutputStream rest) {
        this.announcement = announcement;
        this.rest = rest;
    }

    /** Completes when the command has begun. */
    CompletableFuture<String> processGroup() {
        return processGroup;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var position = offset;
        while (!processGroup.isDone() && position < offset + length) {
            var next = bytes[position++];
            line.write(next);
            if (next == '\n') {
                examineLine();
            }
        }
        if (position < offset + length) {
            rest.write(bytes, position, offset + length - position);
        }
    }

    @Override
    public void close() throws IOException {
        rest.write(line.toByteArray());
        line.reset();
        rest.close();
    }

    private void examineLine() throws IOException {
        var matcher = announcement.matcher(line.toString(StandardCharsets.UTF_8).strip());
        if (matcher.matches()) {
            processGroup.complete(matcher.group(1));
        } else {
            rest.write(line.toByteArray());
        }
        line.reset();
    }
}
