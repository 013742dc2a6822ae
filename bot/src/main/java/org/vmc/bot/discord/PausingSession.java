package org.vmc.bot.discord;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;
import org.vmc.bot.platform.BackOff;

/**
 * Waits before a connection when those before it failed: JDA begins the first ones of a session again without a pause,
 * many hundred a second. It asks for the address of the gateway before each.
 */
final class PausingSession extends SessionControllerAdapter {

    private final DiscordConfig config;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final BackOff backOff;
    private boolean isFirst = true;

    PausingSession(DiscordConfig config) {
        this.config = config;
        this.backOff = new BackOff(config.firstPause(), config.longestPause());
    }

    @Override
    public String getGateway() {
        try {
            // Whether it was closed meanwhile makes no difference here.
            boolean ignored = closed.await(pause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        Optional<URI> url = config.gatewayUrl();
        return url.map(URI::toString).orElseGet(super::getGateway);
    }

    /** A session stands: the next failure is a first one again. */
    synchronized void connected() {
        isFirst = true;
        backOff.worked();
    }

    void close() {
        closed.countDown();
    }

    /** None before the first attempt. */
    private synchronized Duration pause() {
        if (isFirst) {
            isFirst = false;
            return Duration.ZERO;
        }
        return backOff.nextPause();
    }
}
