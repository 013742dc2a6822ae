/**
 * VMs: which operation is allowed when, and what each does.
 *
 * <p>An operation first claims its VM ({@code current_operations}, memory), then takes its time and changes the guest,
 * then settles the record. A failure in between gives everything back and leaves the power state as it was.
 */
@NullMarked
package org.vmc.lab.xenapi.vm;

import org.jspecify.annotations.NullMarked;
