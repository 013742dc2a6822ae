/** How fast trees of small files are made, searched and read in different places, measured in turns and compared. */
@NullMarked
package org.vmc.storage.benchmarks;

import org.jspecify.annotations.NullMarked;
