package org.vmc.gateway.limits;

import java.time.Duration;

/** A bucket that requests take tokens from and that fills with time. Thread-safe. */
final class Bucket {
    private static final double NANOS = 1e9;

    /**
     * What came of one request.
     *
     * @param remaining whole requests that could follow at once
     * @param another time until another one is there; zero when there is one
     */
    record Taken(boolean granted, int remaining, Duration another) {}

    private final double perSecond;
    private final double most;
    private double tokens;
    private long filledAt;

    Bucket(int perSecond, int most, long nowNanos) {
        this.perSecond = perSecond;
        this.most = most;
        this.tokens = most;
        this.filledAt = nowNanos;
    }

    synchronized Taken take(long nowNanos) {
        fill(nowNanos);
        var granted = tokens >= 1;
        if (granted) {
            tokens -= 1;
        }
        var lacking = Math.max(0, 1 - tokens);
        return new Taken(granted, (int) tokens, Duration.ofNanos((long) Math.ceil(lacking / perSecond * NANOS)));
    }

    synchronized boolean isFull(long nowNanos) {
        fill(nowNanos);
        return tokens >= most;
    }

    private void fill(long nowNanos) {
        tokens = Math.min(most, tokens + (nowNanos - filledAt) / NANOS * perSecond);
        filledAt = nowNanos;
    }
}
