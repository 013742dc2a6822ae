/**
 * The driver of GlusterFS: the only place that knows its command line and its XML.
 *
 * <p>{@link org.vmc.storage.gluster.GlusterPool} is the trusted pool with its peers and volumes,
 * {@link org.vmc.storage.gluster.BrickHosts} the hosts below it with their file systems. Both go over SSH. Facts about
 * the command line come from GlusterFS 10.3: with {@code --xml} most failures exit with 0 and say so in {@code opRet},
 * some commands ignore {@code --xml}, and one silent peer can hold a command up for two minutes; so every call has a
 * time limit and reading goes on at the next host.
 */
@NullMarked
package org.vmc.storage.gluster;

import org.jspecify.annotations.NullMarked;
