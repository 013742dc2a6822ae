package org.vmc.bot.gateway;

import org.jspecify.annotations.Nullable;

/** The bot has no token with which it could ask for users of chats. */
public final class BotUnknown extends GatewayException {

    BotUnknown() {
        this(null);
    }

    BotUnknown(@Nullable Throwable cause) {
        super(
                "The bot has no token of its own.",
                "Who runs it gives it one: vmc.bot.gateway-token-file, and a line with the role bot for the gateway.",
                cause);
    }
}
