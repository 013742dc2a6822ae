package org.vmc.bot.links;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bot's view of a link, or of the code for one. */
record LinkView(
        @Nullable String chatUser,
        @Nullable String user,
        @Nullable String role,
        @Nullable Instant linkedAt,
        @Nullable String code,
        @Nullable Instant expiresAt) {}
