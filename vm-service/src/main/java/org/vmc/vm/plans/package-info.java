/**
 * Plans for several VMs at once: a host that is to be emptied, and a pool whose hosts are to share the load better.
 *
 * <p>A plan is made when it is asked for, shown by a dry run, and kept as the input of one operation. That operation
 * moves VM by VM, each by an operation of its own, which waits its turn with whatever else is done to the VM. What has
 * moved stays when the plan is cancelled or fails.
 */
@NullMarked
package org.vmc.vm.plans;

import org.jspecify.annotations.NullMarked;
