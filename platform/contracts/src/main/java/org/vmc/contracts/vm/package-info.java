/** Facts about virtual machines, topic {@code vmc.vm}. */
@NullMarked
package org.vmc.contracts.vm;

import org.jspecify.annotations.NullMarked;
