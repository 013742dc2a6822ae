/** Who did or tried what, topic {@code vmc.audit}. */
@NullMarked
package org.vmc.contracts.audit;

import org.jspecify.annotations.NullMarked;
