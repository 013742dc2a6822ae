/** Commands about builds. */
@NullMarked
package org.vmc.bot.build;

import org.jspecify.annotations.NullMarked;
