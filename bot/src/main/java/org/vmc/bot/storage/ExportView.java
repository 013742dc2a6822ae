package org.vmc.bot.storage;

import org.jspecify.annotations.Nullable;

/** The bot's view of an NFS export. */
record ExportView(
        String id,
        String name,
        @Nullable String server,
        @Nullable String path,
        @Nullable Boolean seen) {}
