@NullMarked
package org.vmc.vm.consoles;

import org.jspecify.annotations.NullMarked;
