/** The gateway's REST interface as the demonstration, the benchmarks and the event tail use it. */
@NullMarked
package org.vmc.launcher.gateway;

import org.jspecify.annotations.NullMarked;
