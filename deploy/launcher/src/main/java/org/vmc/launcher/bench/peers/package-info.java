/** Distributed builds as people make them without VMC, to measure against: distcc by its manual and by hand, icecc. */
@NullMarked
package org.vmc.launcher.bench.peers;

import org.jspecify.annotations.NullMarked;
