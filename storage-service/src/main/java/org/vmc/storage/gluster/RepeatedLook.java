package org.vmc.storage.gluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a part of the cluster again and again: one look at a time, none while the last is fresh enough, whether it
 * saw anything or not, and trouble said once. When nobody answers, what was known stays, with its age. Thread-safe.
 */
public final class RepeatedLook {
    private static final Logger LOG = Logger.getLogger(RepeatedLook.class);

    private final String what;
    private final BrickHosts hosts;
    private final Consumer<Instant> look;
    private final Clock clock = Clock.systemUTC();
    private final ReentrantLock looking = new ReentrantLock();
    /** When the last look that succeeded began, or the last that failed ended: a failure takes long. */
    private volatile @Nullable Instant lookedAt;
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

    /**
     * Looks unless that was done within {@code fresh}. Returns at once while somebody else looks: a cluster that does
     * not answer holds up one caller, not a queue of them.
     */
    public void unlessWithin(Duration fresh) {
        if (hosts.names().isEmpty() || isFresh(fresh) || !looking.tryLock()) {
            return;
        }
        try {
            if (!isFresh(fresh)) {
                look();
            }
        } finally {
            looking.unlock();
        }
    }

    private boolean isFresh(Duration fresh) {
        var last = lookedAt;
        return last != null && last.plus(fresh).isAfter(clock.instant());
    }

    private void look() {
        var now = clock.instant();
        try {
            look.accept(now);
            lookedAt = now;
            troubled = false;
        } catch (GlusterFailure e) {
            lookedAt = clock.instant();
            if (!troubled) {
                LOG.warnf("The %s cannot be observed: %s", what, e.getMessage());
            }
            troubled = true;
        }
    }
}
