/** Whether hosts are fit to carry bricks together, proved rather than assumed, and what is to be done where not. */
@NullMarked
package org.vmc.storage.preflight;

import org.jspecify.annotations.NullMarked;
