@NullMarked
package org.vmc.vm.export;

import org.jspecify.annotations.NullMarked;
