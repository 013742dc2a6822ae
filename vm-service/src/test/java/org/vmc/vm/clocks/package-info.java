@NullMarked
package org.vmc.vm.clocks;

import org.jspecify.annotations.NullMarked;
