/**
 * The machine's own means: programs, namespaces, control groups, the bridge and Debian's packages.
 *
 * <p>Everything here needs Linux, most of it root. Nothing here knows what a host, a guest or a VM is: a <em>node</em>
 * is a set of namespaces with a root file system, an address and control groups.
 */
@NullMarked
package org.vmc.lab.linux;

import org.jspecify.annotations.NullMarked;
