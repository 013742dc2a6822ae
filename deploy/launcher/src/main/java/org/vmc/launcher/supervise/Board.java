package org.vmc.launcher.supervise;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.vmc.embedded.process.ProcessIdentity;
import org.vmc.launcher.parts.Part;

/**
 * The statuses of all parts; every change is written to the state file. Once it exists, a disk that takes no more is
 * only reported: parts go on being kept, and the next change is written again. Thread-safe.
 */
final class Board {

    private final StateFile file;
    private final ProcessIdentity supervisor = ProcessIdentity.ofThisJvm();
    private final long startedAtMillis;
    private final Clock clock;
    private final PrintStream log;
    private final Map<String, PartStatus> statuses = new LinkedHashMap<>();
    private long readyAfterMillis;

    Board(StateFile file, List<? extends Part> parts, Clock clock, PrintStream log) {
        this.file = file;
        this.clock = clock;
        this.log = log;
        this.startedAtMillis = clock.millis();
        parts.forEach(part -> statuses.put(part.name(), PartStatus.waiting(part.name())));
        write();
    }

    synchronized void change(String name, UnaryOperator<PartStatus> change) {
        statuses.computeIfPresent(name, (key, status) -> change.apply(status));
        if (readyAfterMillis == 0 && statuses.values().stream().allMatch(status -> status.state() == PartState.READY)) {
            readyAfterMillis = Math.max(1, clock.millis() - startedAtMillis);
        }
        try {
            write();
        } catch (UncheckedIOException failure) {
            log.println(clock.instant() + " " + failure.getMessage() + ": " + failure.getCause());
        }
    }

    synchronized PartStatus of(String name) {
        PartStatus status = statuses.get(name);
        if (status == null) {
            throw new IllegalArgumentException("No part " + name);
        }
        return status;
    }

    synchronized void clear() {
        file.delete();
    }

    private void write() {
        file.write(new RunState(supervisor, startedAtMillis, readyAfterMillis, List.copyOf(statuses.values())));
    }
}
