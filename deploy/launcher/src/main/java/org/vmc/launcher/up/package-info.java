/** Starting and stopping everything, as the person at the terminal sees it. */
@NullMarked
package org.vmc.launcher.up;

import org.jspecify.annotations.NullMarked;
