package org.vmc.bot.platform;

/**
 * A user of a platform.
 *
 * @param platform its name, as {@link Platform#name}
 * @param id the platform's own id of the user, which stays when they change their name
 */
public record ChatUser(String platform, String id) {

    /** As the gateway knows them, for example {@code discord:123}. */
    public String wireName() {
        return platform + ":" + id;
    }

    static ChatUser of(String wireName) {
        int colon = wireName.indexOf(':');
        return new ChatUser(wireName.substring(0, colon), wireName.substring(colon + 1));
    }
}
