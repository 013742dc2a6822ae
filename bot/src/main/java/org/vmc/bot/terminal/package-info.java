/** The terminal adapter: a plain program, a thin client of the chat endpoint. */
@NullMarked
package org.vmc.bot.terminal;

import org.jspecify.annotations.NullMarked;
