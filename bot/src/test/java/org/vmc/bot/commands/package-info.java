/** Tests of the command model, over the real commands. */
@NullMarked
package org.vmc.bot.commands;

import org.jspecify.annotations.NullMarked;
