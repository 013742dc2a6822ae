package org.vmc.bot.platform;

/**
 * One chat platform that is connected. Blocking; thread-safe. Retries what the platform asks to retry (rate limits) by
 * itself.
 */
public interface Platform {

    /** Lower case, for example {@code discord}. */
    String name();

    Markup markup();

    /**
     * Shows a message to everybody in a place.
     *
     * @param place the platform's id of a channel
     * @return the platform's id of the message
     * @throws PlatformRefused for good or for now
     */
    String post(String place, Message message);

    /**
     * Replaces text, buttons and file of a message of our own.
     *
     * @throws PlatformRefused for good or for now
     */
    void edit(String place, String id, Message message);
}
