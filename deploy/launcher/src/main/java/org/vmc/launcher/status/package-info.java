/** What the parts are doing, for people: table, logs, memory. */
@NullMarked
package org.vmc.launcher.status;

import org.jspecify.annotations.NullMarked;
