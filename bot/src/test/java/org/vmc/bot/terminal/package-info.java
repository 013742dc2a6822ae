/** Tests over the real protocol. */
@NullMarked
package org.vmc.bot.terminal;

import org.jspecify.annotations.NullMarked;
