@NullMarked
package org.vmc.vm.schedules;

import org.jspecify.annotations.NullMarked;
