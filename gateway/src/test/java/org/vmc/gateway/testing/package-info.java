/** What the gateway's tests stand on. */
@NullMarked
package org.vmc.gateway.testing;

import org.jspecify.annotations.NullMarked;
