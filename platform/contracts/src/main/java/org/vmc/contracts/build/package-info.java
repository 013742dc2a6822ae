/** Facts about builds, topic {@code vmc.build}, and what a build asks of other services, topic {@code vmc.requests}. */
@NullMarked
package org.vmc.contracts.build;

import org.jspecify.annotations.NullMarked;
