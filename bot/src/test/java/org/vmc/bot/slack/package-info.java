@NullMarked
package org.vmc.bot.slack;

import org.jspecify.annotations.NullMarked;
