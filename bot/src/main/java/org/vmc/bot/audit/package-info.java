/** Who did or tried what. */
@NullMarked
package org.vmc.bot.audit;

import org.jspecify.annotations.NullMarked;
