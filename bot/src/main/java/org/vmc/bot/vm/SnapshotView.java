package org.vmc.bot.vm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bot's view of a snapshot. */
record SnapshotView(String id, String name, @Nullable Instant takenAt, boolean memory) {}
