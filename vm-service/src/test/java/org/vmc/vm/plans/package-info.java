@NullMarked
package org.vmc.vm.plans;

import org.jspecify.annotations.NullMarked;
