package org.vmc.bot.gateway;

import org.jspecify.annotations.Nullable;

/** A call did not succeed. The message is a sentence for the user; {@link #next()} says what to do now. */
public abstract sealed class GatewayException extends RuntimeException
        permits BotUnknown, GatewayRefused, GatewaySilent, UnexpectedAnswer {

    private final String next;

    GatewayException(String message, String next, @Nullable Throwable cause) {
        super(message, cause);
        this.next = next;
    }

    /** What the user can do now. */
    public String next() {
        return next;
    }

    /** Never null, unlike {@link #getMessage()}. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
