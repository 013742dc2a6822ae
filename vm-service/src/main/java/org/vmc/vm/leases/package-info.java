/** How long somebody may keep a VM: parsing what users write, and the limits. */
@NullMarked
package org.vmc.vm.leases;

import org.jspecify.annotations.NullMarked;
