/**
 * Consoles of VMs in browsers and terminals. A user who may change a VM asks for a ticket by REST; whoever shows the
 * ticket in time, once, gets the console's bytes over a WebSocket, whichever replica it reaches.
 */
@NullMarked
package org.vmc.vm.consoles;

import org.jspecify.annotations.NullMarked;
