package org.vmc.gateway.sessions;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions in a file over a restart: written when one begins or ends, and now and then for their last use. The
 * file holds hashes alone. Without a file, or when it cannot be written, sessions last as long as this process.
 */
@Singleton
class KeptSessions {
    private static final Logger LOG = Logger.getLogger(KeptSessions.class);
    private static final long WRITE_EVERY_MILLIS = 60_000;

    private final Sessions sessions;
    private final @Nullable Path file;
    private List<Session> written = List.of();

    KeptSessions(Sessions sessions, SessionsConfig config) {
        this.sessions = sessions;
        this.file = config.file().map(Path::toAbsolutePath).orElse(null);
    }

    void start(@Observes StartupEvent started, Vertx vertx) {
        if (file == null) {
            return;
        }
        read();
        vertx.setPeriodic(
                WRITE_EVERY_MILLIS,
                timer -> Thread.ofVirtual().name("sessions-file").start(this::write));
    }

    void stop(@Observes ShutdownEvent stopping) {
        write();
    }

    synchronized void read() {
        if (file == null) {
            return;
        }
        try {
            var lines = Files.readAllLines(file, US_ASCII);
            sessions.restore(
                    lines.stream().flatMap(line -> Session.parse(line).stream()).toList());
            written = sessions.all();
        } catch (NoSuchFileException firstStart) {
            LOG.debugf("No sessions are kept in %s yet", file);
        } catch (IOException unreadable) {
            LOG.warnf("Cannot read sessions from %s: %s. Everybody logs in again.", file, unreadable);
        }
    }

    synchronized void write() {
        var all = sessions.all();
        if (file == null || all.equals(written)) {
            return;
        }
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, all.stream().map(Session::line).toList(), US_ASCII);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = all;
        } catch (IOException unwritable) {
            LOG.warnf("Cannot keep sessions in %s: %s. They end with this process.", file, unwritable);
        }
    }
}
