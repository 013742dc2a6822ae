/** Facts about hosts and pools, topic {@code vmc.host}. */
@NullMarked
package org.vmc.contracts.host;

import org.jspecify.annotations.NullMarked;
