/**
 * The lab's hosts: namespaces with sshd, glusterd and brick file systems, all on one bridge.
 *
 * <p>Control groups of host {@code h1}: {@code h1} caps memory; {@code h1/work} caps CPU, for the host's sessions
 * ({@code own}) and its guests together; {@code h1/sys} holds daemons, which are not throttled so that logging in stays
 * quick.
 */
@NullMarked
package org.vmc.lab.hosts;

import org.jspecify.annotations.NullMarked;
