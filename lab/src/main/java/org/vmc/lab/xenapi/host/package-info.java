/** Hosts: their memory, which of them can run a VM, and their messages. */
@NullMarked
package org.vmc.lab.xenapi.host;

import org.jspecify.annotations.NullMarked;
