package org.vmc.bot.platform;

import java.time.Duration;

/** Pauses between attempts that fail, each twice as long as the one before up to a longest. Thread-safe. */
public final class BackOff {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    /** @param first the first pause; may be longer than the longest, which then is all of them */
    public BackOff(Duration first, Duration longest) {
        this.first = first.compareTo(longest) < 0 ? first : longest;
        this.longest = longest;
        this.next = this.first;
    }

    /** How long to wait should the next attempt fail; twice as long the time after. */
    public synchronized Duration nextPause() {
        Duration now = next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return now;
    }

    /** One went well: the next failure is a first one again. */
    public synchronized void worked() {
        next = first;
    }
}
