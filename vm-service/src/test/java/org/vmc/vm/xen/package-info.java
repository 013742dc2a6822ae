@NullMarked
package org.vmc.vm.xen;

import org.jspecify.annotations.NullMarked;
