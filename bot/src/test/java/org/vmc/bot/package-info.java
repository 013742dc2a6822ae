/** The rules the bot keeps. */
@NullMarked
package org.vmc.bot;

import org.jspecify.annotations.NullMarked;
