/** Facts about operations, topic {@code vmc.operation}. */
@NullMarked
package org.vmc.contracts.operation;

import org.jspecify.annotations.NullMarked;
