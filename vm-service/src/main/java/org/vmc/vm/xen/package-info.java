/**
 * The driver for Xen and XCP-ng pools, and the only user of the vendor's SDK.
 *
 * <p>It knows XenAPI's own nouns (VM, host, SR, task, event) and nothing of ours: no entity, no fact, no view. Commands
 * go through the SDK's typed methods; everything observed is read from the raw reply, so that an enum value or a field
 * newer than the SDK arrives as the string the pool sent.
 *
 * <p>Failures are the sealed {@link org.vmc.vm.xen.XenFailure}: the pool did not answer
 * ({@link org.vmc.vm.xen.PoolUnreachable}: the call may or may not have been carried out), or it answered with an error
 * code ({@link org.vmc.vm.xen.XenRefused}: it was not).
 */
@NullMarked
package org.vmc.vm.xen;

import org.jspecify.annotations.NullMarked;
