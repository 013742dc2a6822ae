/** The command {@code lab fault}: orders faults from a running lab over its HTTP API. */
@NullMarked
package org.vmc.lab.faults;

import org.jspecify.annotations.NullMarked;
