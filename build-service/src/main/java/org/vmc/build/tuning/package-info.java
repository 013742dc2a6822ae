/** Finds the number for {@code make -j} that is fastest and remembers it, per source, recipe and set of machines. */
@NullMarked
package org.vmc.build.tuning;

import org.jspecify.annotations.NullMarked;
