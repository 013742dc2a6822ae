/** Starts parts in order, restarts those that die, stops them in reverse order, and keeps the state file. */
@NullMarked
package org.vmc.launcher.supervise;

import org.jspecify.annotations.NullMarked;
