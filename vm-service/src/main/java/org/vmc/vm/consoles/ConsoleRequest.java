package org.vmc.vm.consoles;

import org.jspecify.annotations.Nullable;

/**
 * Which console is asked for.
 *
 * @param protocol {@code vt100}, when left out, or {@code rfb}
 */
record ConsoleRequest(@Nullable String protocol) {}
