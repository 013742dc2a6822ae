/**
 * The machines of the lab as the network sees them: whether they answer at their address, and as what. A coordinator
 * answers everything, the others only the few calls a host answers by itself.
 */
@NullMarked
package org.vmc.lab.xenapi.machine;

import org.jspecify.annotations.NullMarked;
