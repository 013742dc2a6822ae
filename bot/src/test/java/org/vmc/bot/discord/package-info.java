@NullMarked
package org.vmc.bot.discord;

import org.jspecify.annotations.NullMarked;
