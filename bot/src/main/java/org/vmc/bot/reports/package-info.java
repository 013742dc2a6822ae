/** Commands that look over the pools: how full their storage is, what one failure would take, what is promised. */
@NullMarked
package org.vmc.bot.reports;

import org.jspecify.annotations.NullMarked;
