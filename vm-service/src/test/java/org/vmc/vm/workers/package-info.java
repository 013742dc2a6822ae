@NullMarked
package org.vmc.vm.workers;

import org.jspecify.annotations.NullMarked;
