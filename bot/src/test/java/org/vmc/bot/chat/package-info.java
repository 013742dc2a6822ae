/** Tests over the real protocol. */
@NullMarked
package org.vmc.bot.chat;

import org.jspecify.annotations.NullMarked;
