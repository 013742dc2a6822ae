/** Following operations while they run, and the commands about them. */
@NullMarked
package org.vmc.bot.operations;

import org.jspecify.annotations.NullMarked;
