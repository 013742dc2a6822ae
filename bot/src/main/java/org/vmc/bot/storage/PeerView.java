package org.vmc.bot.storage;

import org.jspecify.annotations.Nullable;

/** The bot's view of a storage host. */
record PeerView(
        String host,
        @Nullable Boolean member,
        @Nullable Boolean connected,
        @Nullable String state) {}
