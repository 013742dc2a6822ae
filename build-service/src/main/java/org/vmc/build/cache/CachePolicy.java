package org.vmc.build.cache;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a build does with the cache of its team's source. */
public enum CachePolicy {
    /** Compiles nothing that the team has compiled before, and keeps what it compiles. */
    USE,

    /** Compiles everything, and keeps that in the place of what was kept. */
    RENEW,

    /** Compiles everything and keeps nothing: for measuring. */
    OFF;

    /** As users write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy of that word. */
    public static Optional<CachePolicy> read(@Nullable String word) {
        return Arrays.stream(values())
                .filter(policy -> policy.word().equals(word))
                .findFirst();
    }
}
