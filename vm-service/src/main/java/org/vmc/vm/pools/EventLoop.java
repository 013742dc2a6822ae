package org.vmc.vm.pools;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.XenChange;
import org.vmc.vm.xen.XenEvents;
import org.vmc.vm.xen.XenPool;
import org.vmc.vm.xen.XenRefused;

/** Listens to one pool until it is stopped, and keeps the inventory of that pool. */
final class EventLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(EventLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final XenConfig.PoolConfig config;
    private final XenPool pool;
    private final Inventory inventory;
    private final Consumer<PoolSnapshot> heard;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param heard told of the pool whenever something has happened in it */
    EventLoop(XenConfig.PoolConfig config, XenPool pool, Inventory inventory, Consumer<PoolSnapshot> heard) {
        this.config = config;
        this.pool = pool;
        this.inventory = inventory;
        this.heard = heard;
    }

    @Override
    public void run() {
        int failures = 0;
        while (stopped.getCount() > 0) {
            try {
                follow();
                failures = 0;
            } catch (RuntimeException | Error failure) {
                // An error too: a loop that dies would leave the inventory to age unnoticed.
                failures = isGap(failure) ? 0 : failures + 1;
                report(failure, failures);
                await(pause(failures));
            }
        }
    }

    /** Reads the pool from the start and then its events, until it is time to read it from the start again. */
    private void follow() {
        String token = XenEvents.FROM_THE_START;
        Hearing hearing = new Hearing();
        Instant until = Instant.now().plus(config.resyncEvery());
        while (stopped.getCount() > 0 && Instant.now().isBefore(until)) {
            XenEvents events = pool.events(token, config.eventWait());
            List<XenChange> news;
            if (token.isEmpty()) {
                news = hearing.fromTheStart(events.changes());
                inventory.replace(config.name(), news, Instant.now());
            } else {
                news = hearing.news(events.changes());
                inventory.apply(config.name(), news, Instant.now());
            }
            if (!news.isEmpty()) {
                inventory.pool(config.name()).ifPresent(heard);
            }
            token = events.token();
        }
    }

    void stop() {
        stopped.countDown();
    }

    /** A gap is ordinary: the pool dropped events we were too slow for. */
    private static boolean isGap(Throwable failure) {
        return failure instanceof XenRefused refused
                && (refused.is("EVENTS_LOST") || refused.is("EVENT_FROM_TOKEN_PARSE_FAILURE"));
    }

    private void report(Throwable failure, int failures) {
        if (stopped.getCount() == 0 || failures == 0) {
            return;
        }
        inventory.troubled(config.name(), String.valueOf(failure.getMessage()));
        // Once per outage: a pool that stays away would fill the log.
        if (failures == 1) {
            LOG.warnf(failure, "Pool %s cannot be heard; trying again", config.name());
        }
    }

    private Duration pause(int failures) {
        if (failures == 0) {
            return Duration.ZERO;
        }
        long ceiling =
                Math.min(config.backOffAtMost().toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 16));
        return Duration.ofMillis(ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1));
    }

    private void await(Duration pause) {
        try {
            if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debugf("Pool %s is no longer listened to", config.name());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}
