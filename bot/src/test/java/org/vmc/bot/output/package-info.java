/** Tests of blocks. */
@NullMarked
package org.vmc.bot.output;

import org.jspecify.annotations.NullMarked;
