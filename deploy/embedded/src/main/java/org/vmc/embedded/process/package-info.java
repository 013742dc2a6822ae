/** Child processes: waiting for a state, signals, the identity of a process beyond its pid, free ports. */
@NullMarked
package org.vmc.embedded.process;

import org.jspecify.annotations.NullMarked;
