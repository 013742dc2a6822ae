/** Events: what changed since a token, waiting for it when nothing has. */
@NullMarked
package org.vmc.lab.xenapi.event;

import org.jspecify.annotations.NullMarked;
