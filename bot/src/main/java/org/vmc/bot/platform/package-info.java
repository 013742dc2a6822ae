/**
 * What every chat platform has to offer ({@link org.vmc.bot.platform.Platform}) and what all of them share
 * ({@link org.vmc.bot.platform.ChatDesk}): the user behind a message is asked of the gateway, what was said runs as a
 * {@link org.vmc.bot.chat.Conversation} like that of a terminal, its blocks become private answers or one public
 * message that is edited as operations go on, and questions become buttons.
 */
@NullMarked
package org.vmc.bot.platform;

import org.jspecify.annotations.NullMarked;
