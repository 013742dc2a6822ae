package org.vmc.bot.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bot's view of files found in a volume. */
record FoundFilesView(List<FileView> items, boolean truncated, int sets, long tookMillis) {

    record FileView(
            String path, @Nullable Long bytes, @Nullable String modifiedAt) {}
}
