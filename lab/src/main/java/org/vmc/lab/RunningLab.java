package org.vmc.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What a running lab says of itself in its state directory.
 *
 * @param pid its process
 * @param started when that process started, to the resolution of the kernel; tells it from a later one of the same id
 * @param xapi address of the XenAPI server
 * @param https HTTPS port and fingerprint of the certificate, for people; empty without HTTPS
 * @param guests {@code real} or {@code simulated}
 */
record RunningLab(long pid, Instant started, String xapi, String https, String guests) {

    static RunningLab ofThisProcess(String xapi, String https, String guests) {
        var process = ProcessHandle.current();
        return new RunningLab(process.pid(), startOf(process), xapi, https, guests);
    }

    void write(Path file) {
        var properties = new Properties();
        properties.setProperty("pid", String.valueOf(pid));
        properties.setProperty("started", started.toString());
        properties.setProperty("xapi", xapi);
        properties.setProperty("https", https);
        properties.setProperty("guests", guests);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "a running lab");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file, e);
        }
    }

    /** Removes what was written. */
    static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove " + file, e);
        }
    }

    /** The lab noted in a file, if its process still lives. */
    static Optional<RunningLab> read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
        var lab = new RunningLab(
                Long.parseLong(properties.getProperty("pid")),
                Instant.parse(properties.getProperty("started")),
                properties.getProperty("xapi"),
                properties.getProperty("https", ""),
                properties.getProperty("guests"));
        return lab.process().map(process -> lab);
    }

    /** Its process, while it lives. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> startOf(process)
                .equals(started));
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
