@NullMarked
package org.vmc.vm.placement;

import org.jspecify.annotations.NullMarked;
