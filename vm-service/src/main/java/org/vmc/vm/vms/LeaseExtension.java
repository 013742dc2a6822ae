package org.vmc.vm.vms;

import java.time.Instant;
import java.util.UUID;

/**
 * Input of {@link ExtendLease}.
 *
 * @param until end of the lease from then on
 */
record LeaseExtension(UUID vmId, String name, String pool, Instant until) implements VmInput {}
