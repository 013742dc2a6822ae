/** Commands about virtual machines. */
@NullMarked
package org.vmc.bot.vm;

import org.jspecify.annotations.NullMarked;
