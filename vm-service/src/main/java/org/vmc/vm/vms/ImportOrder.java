package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of {@link ImportVm}.
 *
 * @param vmId the id it gets here
 * @param name the name it gets here and in its pool
 * @param xenUuid the pool's uuid of it
 * @param owner user it belongs to from then on
 */
record ImportOrder(UUID vmId, String name, String pool, String xenUuid, String owner) implements VmInput {}
