/** The processes a scenario runs: servers, services and the lab, each startable and killable alone. */
@NullMarked
package org.vmc.e2e.stack;

import org.jspecify.annotations.NullMarked;
