/** {@code /approval …}: what waits for the approval of somebody else. */
@NullMarked
package org.vmc.bot.approvals;

import org.jspecify.annotations.NullMarked;
