/** What is refused at the doors: no token, the wrong input, by HTTP and by chat. */
@NullMarked
package org.vmc.e2e.doors;

import org.jspecify.annotations.NullMarked;
