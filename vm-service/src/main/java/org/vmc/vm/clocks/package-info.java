/** Whether the clocks of the hosts agree with ours and with each other. */
@NullMarked
package org.vmc.vm.clocks;

import org.jspecify.annotations.NullMarked;
