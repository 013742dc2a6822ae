/** What disks and network cards of a VM have in common: slots, and plugging by the state of the VM. */
@NullMarked
package org.vmc.lab.xenapi.device;

import org.jspecify.annotations.NullMarked;
