/** {@code /autostart …}. */
@NullMarked
package org.vmc.bot.autostart;

import org.jspecify.annotations.NullMarked;
