/** Tells callers who they are here. */
@NullMarked
package org.vmc.gateway.whoami;

import org.jspecify.annotations.NullMarked;
