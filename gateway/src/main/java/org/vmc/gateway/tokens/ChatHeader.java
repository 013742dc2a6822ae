package org.vmc.gateway.tokens;

import java.util.regex.Pattern;

/**
 * {@code VMC-Chat-User: discord:123}: for whom in a chat the bot asks, the platform and that platform's id of the user.
 * Accepted with the bot's token only.
 */
public final class ChatHeader {
    /** Name of the header, and of the attribute of an identity that has it. */
    public static final String NAME = "VMC-Chat-User";

    private static final Pattern WELL_FORMED = Pattern.compile("[a-z]{2,16}:[A-Za-z0-9._-]{1,64}");

    private ChatHeader() {}

    static boolean isWellFormed(String chatUser) {
        return WELL_FORMED.matcher(chatUser).matches();
    }
}
