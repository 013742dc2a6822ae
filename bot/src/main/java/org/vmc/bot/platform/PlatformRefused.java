package org.vmc.bot.platform;

/** The platform did not show something. */
public final class PlatformRefused extends RuntimeException {

    private final boolean forGood;

    /** @param forGood true when trying again is of no use: the message or the permission is gone */
    public PlatformRefused(String message, boolean forGood, Throwable cause) {
        super(message, cause);
        this.forGood = forGood;
    }

    boolean isForGood() {
        return forGood;
    }
}
