package org.vmc.storage.gluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a part of the cluster again and again: one look at a time, none while the last is fresh enough, and trouble
 * said once. When nobody answers, what was known stays, with its age. Thread-safe.
 */
public final class RepeatedLook {
    private static final Logger LOG = Logger.getLogger(RepeatedLook.class);

    private final String what;
    private final BrickHosts hosts;
    private final Consumer<Instant> look;
    private final Clock clock = Clock.systemUTC();
    private @Nullable Instant observedAt;
    /** Said once, not at every look. */
    private boolean troubled;

    /**
     * @param what for the log, such as {@code pool}
     * @param hosts without any there is nothing to look at
     * @param look looks and notes what it sees as of the given time
     */
    public RepeatedLook(String what, BrickHosts hosts, Consumer<Instant> look) {
        this.what = what;
        this.hosts = hosts;
        this.look = look;
    }

    /** Looks unless that was done within {@code fresh}. */
    public synchronized void unlessWithin(Duration fresh) {
        var last = observedAt;
        if (hosts.names().isEmpty() || (last != null && last.plus(fresh).isAfter(clock.instant()))) {
            return;
        }
        try {
            var now = clock.instant();
            look.accept(now);
            observedAt = now;
            troubled = false;
        } catch (GlusterFailure e) {
            if (!troubled) {
                LOG.warnf("The %s cannot be observed: %s", what, e.getMessage());
            }
            troubled = true;
        }
    }
}
