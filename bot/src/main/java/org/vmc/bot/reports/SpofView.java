package org.vmc.bot.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bot's view of the report on single points of failure. */
record SpofView(@Nullable String summary, @Nullable List<Finding> findings) {

    /** One finding. */
    record Finding(
            @Nullable String pool,
            @Nullable String subject,
            @Nullable String kind,
            @Nullable String severity,
            @Nullable String reason,
            @Nullable String remedy) {}

    List<Finding> present() {
        return findings == null ? List.of() : findings;
    }
}
