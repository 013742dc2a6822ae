package org.vmc.bot.platform;

import org.vmc.bot.wire.ClientMessage;

/**
 * Something a user said to the bot.
 *
 * @param delivery the platform's id of it: the same when it is delivered again
 * @param place where it was said
 */
public record Heard(String delivery, ChatUser user, String place, ClientMessage.Said said, PrivateReply reply) {}
