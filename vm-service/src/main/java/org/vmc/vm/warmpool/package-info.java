/**
 * VMs kept ready ahead: how many of which template and type, and the reconciler that makes, replaces and removes them.
 * How a creation takes one is in {@link org.vmc.vm.vms.WarmVms}.
 */
@NullMarked
package org.vmc.vm.warmpool;

import org.jspecify.annotations.NullMarked;
