@NullMarked
package org.vmc.vm.autostart;

import org.jspecify.annotations.NullMarked;
