package org.vmc.build.tuning;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a build that does not say its number of jobs does with what is known. */
public enum TuningUse {
    /** Uses the number that was found, or the planned one. */
    REMEMBERED,
    /** Uses the number that was found; as long as none was, tries the next one. */
    TRY,
    /** Forgets what was found and begins to try. */
    AFRESH,
    /** Uses the planned number. */
    OFF;

    /** As written in requests. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #wireName}. */
    public static Optional<TuningUse> of(String text) {
        return Arrays.stream(values())
                .filter(use -> use.wireName().equals(text))
                .findFirst();
    }
}
