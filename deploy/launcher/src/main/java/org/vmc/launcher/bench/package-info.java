/** Measurements of the running installation, with the figures they are compared with. */
@NullMarked
package org.vmc.launcher.bench;

import org.jspecify.annotations.NullMarked;
