@NullMarked
package org.vmc.vm.warmpool;

import org.jspecify.annotations.NullMarked;
