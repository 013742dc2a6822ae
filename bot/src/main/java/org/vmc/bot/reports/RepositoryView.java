package org.vmc.bot.reports;

import org.jspecify.annotations.Nullable;

/** The bot's view of an SR. */
record RepositoryView(
        String name,
        @Nullable String pool,
        @Nullable String type,
        boolean shared,
        @Nullable Long physicalSizeBytes,
        long usedBytes,
        long promisedBytes,
        @Nullable Double promisedRatio,
        @Nullable String level,
        @Nullable String reason) {}
