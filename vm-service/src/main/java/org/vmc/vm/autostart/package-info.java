/**
 * What is to run in a pool when it comes up: VMs, and what each needs to be ready before it is started.
 *
 * <p>A plan is replaced as a whole ({@code SetAutostart}) and run as one operation ({@code RunAutostart}), which starts
 * each VM by a {@code StartVm} of its own once all it needs are ready. {@link org.vmc.vm.autostart.HostWatch} runs it
 * when a host of the pool comes up, once for each time.
 */
@NullMarked
package org.vmc.vm.autostart;

import org.jspecify.annotations.NullMarked;
