package org.vmc.bot.gateway;

import org.jspecify.annotations.Nullable;

/** The gateway answered something this version cannot read. */
public final class UnexpectedAnswer extends GatewayException {
    UnexpectedAnswer(String request, String what, @Nullable Throwable cause) {
        super(
                "The answer to " + request + " cannot be read: " + what + ".",
                "Are bot and gateway of one version?",
                cause);
    }
}
