package org.vmc.operations.plan;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes version 7 UUIDs (RFC 9562): 48 bits of milliseconds, then random bits, so that ids sort by age. */
public final class TimeOrderedIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedIds() {}

    /** A new id of this moment. */
    public static UUID next() {
        return at(Instant.now());
    }

    static UUID at(Instant time) {
        long high = (time.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextInt() & 0x0FFFL);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
