/**
 * The VMs people own here: asking for them, the operations that make, start, stop and delete them, and how they look.
 *
 * <p>A VM is a row from the moment a request for it is accepted; its name is taken from then on. What happens to it is
 * always an operation: {@code CreateVm}, {@code StartVm}, {@code StopVm}, {@code DeleteVm}. Its power state is the
 * pool's word, never ours: {@link org.vmc.vm.vms.PowerWatch} records it and publishes a fact when it has really
 * changed.
 */
@NullMarked
package org.vmc.vm.vms;

import org.jspecify.annotations.NullMarked;
