package org.vmc.bot.discord;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;

/**
 * Waits before a connection when those before it failed: JDA begins the first ones of a session again without a pause,
 * many hundred a second. It asks for the address of the gateway before each.
 */
final class BackingOff extends SessionControllerAdapter {

    private final DiscordConfig config;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Duration pause = Duration.ZERO;

    BackingOff(DiscordConfig config) {
        this.config = config;
    }

    @Override
    public String getGateway() {
        try {
            // Whether it was closed meanwhile makes no difference here.
            boolean ignored = closed.await(nextPause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        Optional<URI> url = config.gatewayUrl();
        return url.map(URI::toString).orElseGet(super::getGateway);
    }

    /** A session stands: the next failure is a first one again. */
    synchronized void connected() {
        pause = Duration.ZERO;
    }

    void close() {
        closed.countDown();
    }

    private synchronized Duration nextPause() {
        Duration now = pause;
        Duration doubled = now.isZero() ? config.firstPause() : now.multipliedBy(2);
        pause = doubled.compareTo(config.longestPause()) < 0 ? doubled : config.longestPause();
        return now;
    }
}
