/** Events as they happen, from the gateway's stream. */
@NullMarked
package org.vmc.launcher.events;

import org.jspecify.annotations.NullMarked;
