package org.vmc.bot.gateway;

/** The gateway or a service behind it refused, with a problem (RFC 9457). */
public final class GatewayRefused extends GatewayException {

    private final int status;

    GatewayRefused(int status, String sentence, String next) {
        super(sentence, next, null);
        this.status = status;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }
}
