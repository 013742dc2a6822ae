/** How much one user may ask for at once. */
@NullMarked
package org.vmc.gateway.limits;

import org.jspecify.annotations.NullMarked;
