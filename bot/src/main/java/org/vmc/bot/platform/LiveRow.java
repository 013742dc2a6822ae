package org.vmc.bot.platform;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.wire.ClientMessage;

/**
 * A message that shows operations, as it is remembered.
 *
 * @param message the platform's id of it; empty until it is posted
 * @param said what the operations came of
 */
record LiveRow(
        UUID id,
        String place,
        String message,
        ChatUser user,
        ClientMessage.Said said,
        List<String> operations,
        @Nullable Instant endedAt) {

    static LiveRow begin(String place, ChatUser user, ClientMessage.Said said) {
        return new LiveRow(UUID.randomUUID(), place, "", user, said, List.of(), null);
    }
}
