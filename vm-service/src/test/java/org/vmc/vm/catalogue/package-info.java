@NullMarked
package org.vmc.vm.catalogue;

import org.jspecify.annotations.NullMarked;
