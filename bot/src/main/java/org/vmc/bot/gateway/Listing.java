package org.vmc.bot.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of any list. */
record Listing(@Nullable List<JsonNode> items, @Nullable String nextCursor) {
    List<JsonNode> present() {
        return items == null ? List.of() : items;
    }
}
