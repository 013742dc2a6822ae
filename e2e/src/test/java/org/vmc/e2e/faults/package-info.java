/** What the cluster promises when something dies in the middle. */
@NullMarked
package org.vmc.e2e.faults;

import org.jspecify.annotations.NullMarked;
