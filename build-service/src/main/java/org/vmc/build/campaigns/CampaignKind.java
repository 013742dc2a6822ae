package org.vmc.build.campaigns;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a campaign is for. */
enum CampaignKind {
    /** Several ways of building, each compared with the first. */
    COMPARE,
    /** One way with several numbers of jobs. */
    SWEEP,
    /** One way, until the best number of jobs is found. */
    TUNE;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<CampaignKind> of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(text))
                .findFirst();
    }
}
