/**
 * A cluster in a box: the command line of the lab.
 *
 * <p>Hosts are in {@link org.vmc.lab.hosts}, guests in {@link org.vmc.lab.guests}, the XenAPI server in
 * {@link org.vmc.lab.xenapi}.
 */
@NullMarked
package org.vmc.lab;

import org.jspecify.annotations.NullMarked;
