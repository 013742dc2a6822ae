/** Consoles of VMs: WebSockets from browsers and terminals to vm-service. */
@NullMarked
package org.vmc.gateway.consoles;

import org.jspecify.annotations.NullMarked;
