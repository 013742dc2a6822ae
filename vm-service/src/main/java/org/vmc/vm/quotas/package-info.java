/** How much a team may use at once: limits from the configuration, and the sum of what is asked and what is used. */
@NullMarked
package org.vmc.vm.quotas;

import org.jspecify.annotations.NullMarked;
