package org.vmc.bot.vm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bot's view of a disk that no VM has. */
record KeptDiskView(
        String id,
        String name,
        long sizeBytes,
        String owner,
        String vm,
        @Nullable Instant keptAt,
        boolean quarantined) {}
