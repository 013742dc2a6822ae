package org.vmc.bot.platform;

/**
 * A button a user pressed.
 *
 * @param delivery the platform's id of it: the same when it is delivered again
 * @param button {@link Message.Button#id}
 */
public record Pressed(String delivery, ChatUser user, String button, PrivateReply reply) {}
