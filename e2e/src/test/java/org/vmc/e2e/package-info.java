/** Scenarios and faults on the built artifacts, as processes, through their doors only. */
@NullMarked
package org.vmc.e2e;

import org.jspecify.annotations.NullMarked;
