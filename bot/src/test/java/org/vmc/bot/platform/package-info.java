@NullMarked
package org.vmc.bot.platform;

import org.jspecify.annotations.NullMarked;
