/** The Discord adapter: slash commands out of the command model, private replies, live messages, buttons, files. */
@NullMarked
package org.vmc.bot.discord;

import org.jspecify.annotations.NullMarked;
