package org.vmc.build.builds;

import org.jspecify.annotations.Nullable;
import org.vmc.contracts.build.BuildMode;

/**
 * Which builds to list. A condition that is null is none.
 *
 * @param source only of this source, as it was asked for
 * @param mode only in this mode
 */
record BuildFilter(@Nullable String source, @Nullable BuildMode mode) {}
