/** {@code /weight …}: weights of VCPUs by role and time window. */
@NullMarked
package org.vmc.bot.schedules;

import org.jspecify.annotations.NullMarked;
