/** The chat prompt, which is the bot's terminal client in a process of its own. */
@NullMarked
package org.vmc.launcher.chat;

import org.jspecify.annotations.NullMarked;
