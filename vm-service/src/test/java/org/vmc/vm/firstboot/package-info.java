@NullMarked
package org.vmc.vm.firstboot;

import org.jspecify.annotations.NullMarked;
