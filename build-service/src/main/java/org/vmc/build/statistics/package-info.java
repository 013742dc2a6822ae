/** What repeated measurements say: pure functions of numbers, which know no build and no host. */
@NullMarked
package org.vmc.build.statistics;

import org.jspecify.annotations.NullMarked;
