@NullMarked
package org.vmc.vm.vms;

import org.jspecify.annotations.NullMarked;
