/**
 * What stands behind a running VM of the lab.
 *
 * <p>The XenAPI server knows VMs as records; {@link org.vmc.lab.guests.GuestRuntime} is the port through which it
 * starts and stops the machines those records describe: real namespaces with sshd, or simulated ones that only pretend
 * to boot.
 */
@NullMarked
package org.vmc.lab.guests;

import org.jspecify.annotations.NullMarked;
