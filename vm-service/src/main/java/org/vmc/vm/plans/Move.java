package org.vmc.vm.plans;

import java.util.UUID;

/**
 * One VM that is to go to another host.
 *
 * @param vmId the VM's id
 * @param vm its name
 * @param from name of the host it is on
 * @param to name of the host it goes to
 * @param toUuid the pool's uuid of that host
 * @param why sentence for people
 */
record Move(UUID vmId, String vm, String from, String to, String toUuid, String why) {}
