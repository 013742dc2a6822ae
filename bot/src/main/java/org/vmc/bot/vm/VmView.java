package org.vmc.bot.vm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bot's view of a VM. */
record VmView(
        String id,
        String name,
        @Nullable String powerState,
        @Nullable String type,
        @Nullable String template,
        @Nullable String role,
        @Nullable String probe,
        @Nullable String host,
        @Nullable String pool,
        @Nullable String address,
        @Nullable Integer vcpus,
        @Nullable Long memoryMib,
        @Nullable String owner,
        @Nullable String team,
        @Nullable Instant leaseUntil,
        @Nullable List<String> allowedOperations,
        @Nullable Instant observedAt) {}
