package org.vmc.operations.engine;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The points between two effects at which a process may die. Tests put a fault there; without one, passing a point does
 * nothing.
 */
@ApplicationScoped
public class FaultPoints {
    private static final Logger LOG = Logger.getLogger(FaultPoints.class);
    private static final Consumer<Point> NO_FAULT = point -> {};

    private final OperationsConfig config;
    private volatile Consumer<Point> fault = NO_FAULT;

    FaultPoints(OperationsConfig config) {
        this.config = config;
    }

    /** Where in a step. */
    public enum Moment {
        BEFORE_ACTION,
        AFTER_ACTION,
        AFTER_RECORD,
        BEFORE_UNDO,
        AFTER_UNDO,
        AFTER_UNDO_RECORD
    }

    /** A point of an operation, written {@code CreateVm/clone/AFTER_ACTION}. */
    public record Point(UUID operationId, String kind, String step, Moment moment) {
        @Override
        public String toString() {
            return kind + "/" + step + "/" + moment;
        }
    }

    /** Calls {@code fault} at every point from now on; what it throws is thrown at the point. */
    public void install(Consumer<Point> fault) {
        this.fault = fault;
    }

    /** No faults from now on. */
    public void clear() {
        fault = NO_FAULT;
    }

    void reached(Point point) {
        fault.accept(point);
    }

    void readConfiguration(@Observes StartupEvent event) {
        config.freezeFile()
                .ifPresent(file -> install(point -> {
                    if (isWantedBy(file, point)) {
                        freeze(point);
                    }
                }));
    }

    private static boolean isWantedBy(Path file, Point point) {
        try {
            return Files.exists(file) && Files.readString(file).equals(point.toString()) && Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read where to freeze in " + file, e);
        }
    }

    private void freeze(Point point) {
        LOG.warnf("Frozen at %s, as vmc.operations.freeze-file says", point);
        while (true) {
            LockSupport.park(this);
        }
    }
}
