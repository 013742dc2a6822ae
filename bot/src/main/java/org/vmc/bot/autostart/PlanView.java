package org.vmc.bot.autostart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bot's view of what is started by itself in a pool. */
record PlanView(
        String pool,
        @Nullable String version,
        @Nullable List<EntryView> entries,
        @Nullable RunView lastRun) {

    /** A VM, by name, with the names of those it needs. */
    record EntryView(String vm, @Nullable List<String> after, int wave) {

        List<String> needs() {
            return after == null ? List.of() : after;
        }
    }

    record RunView(
            @Nullable String operation,
            @Nullable String state,
            @Nullable String acceptedAt,
            @Nullable String summary) {}

    List<EntryView> present() {
        return entries == null ? List.of() : entries;
    }
}
