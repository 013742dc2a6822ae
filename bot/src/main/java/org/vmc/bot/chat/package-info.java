/** Conversations: one for each connection, with the WebSocket endpoint that adapters outside this process use. */
@NullMarked
package org.vmc.bot.chat;

import org.jspecify.annotations.NullMarked;
