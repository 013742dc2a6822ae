@NullMarked
package org.vmc.vm.leases;

import org.jspecify.annotations.NullMarked;
