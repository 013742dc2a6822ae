/** Ports on loopback: the usual one when it is free, else another, and the same again next time. */
@NullMarked
package org.vmc.launcher.ports;

import org.jspecify.annotations.NullMarked;
