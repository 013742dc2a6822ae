package org.vmc.bot.storage;

import org.jspecify.annotations.Nullable;

/** The bot's view of an SR that a volume or export is. */
record RepositoryView(
        @Nullable String pool,
        @Nullable String name,
        @Nullable String kind,
        @Nullable String state,
        @Nullable String reason) {}
