/**
 * The cluster in a chat. One command model ({@link org.vmc.bot.commands}) generates parsing, help and completion for
 * every adapter; the feature packages say what each command does; {@link org.vmc.bot.chat} holds the conversations and
 * {@link org.vmc.bot.terminal} is the first adapter. The bot acts through the gateway only, with the rights of the user
 * it talks to.
 */
@NullMarked
package org.vmc.bot;

import org.jspecify.annotations.NullMarked;
