package org.vmc.build.builds;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.build.hosts.HostAccess;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/**
 * The copy of a build's log on the service's machine, while it grows. The builder's log is always read from its
 * beginning; what the copy holds from an earlier try is skipped, so that readers never see it shrink. The copy ends
 * before the line that would make it larger than allowed; that line is refused.
 */
final class LogCopy implements AutoCloseable {
    private final OutputStream out;
    private final long present;
    private final long maxBytes;
    private long position;
    private long lines;
    private String lastLine = "";
    private @Nullable String diskFull;

    private LogCopy(OutputStream out, long present, long maxBytes) {
        this.out = out;
        this.present = present;
        this.maxBytes = maxBytes;
    }

    static LogCopy open(Path file, long maxBytes) throws IOException {
        Files.createDirectories(file.getParent());
        var present = Files.exists(file) ? Files.size(file) : 0;
        var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new LogCopy(new BufferedOutputStream(out), present, maxBytes);
    }

    /**
     * Takes the next line of the builder's log.
     *
     * @throws ProblemException 413 when the log is too large with it
     */
    void line(String text) {
        var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        if (position + bytes.length > maxBytes) {
            throw ProblemException.of(
                    ProblemType.TOO_LARGE,
                    "The build printed more than %d bytes and was ended; the log holds what came before."
                            .formatted(maxBytes));
        }
        var known = (int) Math.clamp(present - position, 0, bytes.length);
        position += bytes.length;
        lines++;
        if (!text.isBlank()) {
            lastLine = text;
        }
        if (text.contains(HostAccess.DISK_FULL)) {
            diskFull = text;
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

    /** The last line by which a program said that it found a disk full. */
    Optional<String> diskFull() {
        return Optional.ofNullable(diskFull);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
