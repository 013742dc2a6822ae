/** The JSON messages between the chat endpoint and its thin clients. */
@NullMarked
package org.vmc.bot.wire;

import org.jspecify.annotations.NullMarked;
