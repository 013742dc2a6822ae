package org.vmc.bot.storage;

import org.jspecify.annotations.Nullable;

/** The bot's view of an option of a volume. */
record OptionView(
        String name, @Nullable String value, @Nullable Boolean standard) {}
